"""Own images are read as digits, bad files refused by name."""
import io
import struct
import zlib

import numpy as np
import pytest
from matplotlib import image
from numpy.testing import assert_allclose
from pictures import SIDE, digit, saved

from scratchadv.attack_picture import load_image


@pytest.mark.parametrize("name", ["a.png", "a.npy"])
def test_a_28_by_28_picture_comes_back_as_it_was(rng, tmp_path, name):
    picture = digit(rng)
    x, done = load_image(saved(tmp_path / name, picture))
    assert x.shape == (1, 784) and x.dtype == np.float32 and done == []
    assert_allclose(x[0], picture.ravel(), atol=2e-7)


def test_a_jpeg_comes_back_nearly_as_it_was(tmp_path):
    picture = np.zeros((56, 56))
    picture[14:42, 21:35] = .9
    x, _ = load_image(saved(tmp_path / "a.jpg", picture))
    smaller = picture.reshape(28, 2, 28, 2).mean(axis=(1, 3))
    assert np.abs(x.reshape(28, 28) - smaller).max() < .1


def test_the_content_says_what_a_file_is_and_not_its_name(rng, tmp_path):
    picture = digit(rng)
    path = saved(tmp_path / "a.png", picture).rename(tmp_path / "a.jpg")
    assert_allclose(load_image(path)[0][0], picture.ravel(), atol=2e-7)


@pytest.mark.parametrize("picture, wanted", [
    (np.full((5, 5), 51, np.uint8), .2), (np.full((5, 5), 13107, np.uint16), .2),
    (np.full((5, 5), .2, np.float16), .2), (np.zeros((5, 5), bool), 0), (np.full(784, .2), .2)])
def test_8_bit_16_bit_real_and_boolean_arrays_mean_the_same_greys(tmp_path, picture, wanted):
    x, _ = load_image(saved(tmp_path / "a.npy", picture))
    assert_allclose(x, wanted, atol=1e-4)


def test_a_light_background_is_inverted_and_says_so(rng, tmp_path):
    picture = digit(rng)
    x, done = load_image(saved(tmp_path / "a.npy", 1 - picture))
    assert_allclose(x[0], picture.ravel(), atol=1e-6)
    assert any("inverted" in sentence for sentence in done)


def test_colour_becomes_the_luminance(tmp_path):
    picture = np.zeros((SIDE, SIDE, 3))
    picture[10:12, :, 0], picture[12:14, :, 1], picture[14:16, :, 2] = 1, 1, 1
    x = load_image(saved(tmp_path / "a.png", picture))[0].reshape(SIDE, SIDE)
    assert_allclose(x[[10, 12, 14], 5], [.299, .587, .114], atol=1e-6)


@pytest.mark.parametrize("ink", [0., 1.])
def test_on_a_transparent_ground_ink_of_any_shade_is_seen(tmp_path, ink):
    picture = np.zeros((SIDE, SIDE, 4))
    picture[8:20, 8:20] = ink, ink, ink, 1
    x = load_image(saved(tmp_path / "a.png", picture))[0].reshape(SIDE, SIDE)
    assert x[10, 10] == 1 and x[0, 0] == 0


@pytest.mark.parametrize("factor", [2, 3, 10])
def test_a_larger_picture_is_averaged_over_areas(rng, tmp_path, factor):
    picture = np.zeros((SIDE * factor, SIDE * factor))
    picture[4 * factor:-4 * factor, 4 * factor:-4 * factor] = rng.random((20 * factor,) * 2)
    x, done = load_image(saved(tmp_path / "a.npy", picture))
    areas = picture.reshape(SIDE, factor, SIDE, factor).mean(axis=(1, 3))
    assert_allclose(x[0], areas.ravel(), atol=1e-6)
    assert done == [f"resized from {28 * factor} x {28 * factor} to 28 x 28 pixels"]


@pytest.mark.parametrize("n", [1, 5, 28, 29, 50, 613])
def test_the_mean_grey_survives_any_size(rng, tmp_path, n):
    picture = .4 * rng.random((n, n))
    x, _ = load_image(saved(tmp_path / "a.npy", picture))
    assert_allclose(x.mean(), picture.mean(), rtol=1e-5)


@pytest.mark.parametrize("shape", [(56, 16), (16, 56)])
def test_an_oblong_picture_keeps_its_proportions(tmp_path, shape):
    picture = np.full(shape, .2)
    picture[4:-4, 4:-4] = 1
    x = load_image(saved(tmp_path / "a.npy", picture))[0].reshape(SIDE, SIDE)
    assert_allclose(x[0], .2, atol=1e-6)
    height, width = ((x > .9).any(axis=axis).sum() for axis in (1, 0))
    assert (height, width) == ((24, 4) if shape[0] > shape[1] else (4, 24))


# -- bad files

def png_bytes(rng):
    buffer = io.BytesIO()
    image.imsave(buffer, digit(rng), cmap="gray", format="png")
    return buffer.getvalue()


def npy_bytes(array):
    buffer = io.BytesIO()
    np.save(buffer, array)
    return buffer.getvalue()


def sized(png, side):
    """The same PNG with side x side pixels announced in its header."""
    header = png[12:16] + 2 * struct.pack(">I", side) + png[24:29]
    return png[:12] + header + struct.pack(">I", zlib.crc32(header)) + png[33:]


BAD = {
    "empty": (b"", "must be a PNG, JPEG or .npy image"),
    "text": (b"GIF is not read either", "must be a PNG, JPEG or .npy image"),
    "a PNG's first bytes": (b"\x89PNG\r\n\x1a\n", "damaged or truncated"),
    "half a PNG": (png_bytes(np.random.default_rng(0))[:150], "damaged or truncated"),
    "a JPEG's first bytes": (b"\xff\xd8\xff\xe0 and then nothing", "damaged or truncated"),
    "half an array": (npy_bytes(np.zeros((28, 28)))[:-9], "damaged or truncated"),
    "an array's broken header": (npy_bytes(np.zeros((28, 28))).replace(b"'descr'", b"('descr"),
                                 "damaged or truncated"),
    "a thousand million pixels": (sized(png_bytes(np.random.default_rng(0)), 2 ** 15),
                                  "must have at most"),
    "a pickle": (npy_bytes(np.array([[{}]])), "must hold numbers, got an array of objects"),
    "pixels up to 255": (npy_bytes(np.full((28, 28), 255.)), "divide by 255"),
    "NaN": (npy_bytes(np.full((28, 28), np.nan)), "must hold finite numbers"),
    "complex": (npy_bytes(np.zeros((28, 28), complex)), "must hold real numbers"),
    "five channels": (npy_bytes(np.zeros((28, 28, 5))), "must hold one image"),
    "many images": (npy_bytes(np.zeros((2, 28, 28, 3))), "must hold one image"),
    "a vector": (npy_bytes(np.zeros(783)), "must hold one image"),
    "no pixel": (npy_bytes(np.zeros((0, 28))), "must hold one image"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_file_is_refused_in_one_sentence_that_names_it(tmp_path, case):
    content, message = BAD[case]
    path = tmp_path / "mine.png"
    path.write_bytes(content)
    with pytest.raises(ValueError) as caught:
        load_image(path)
    text = str(caught.value)
    assert "mine.png" in text and message in text and "\n" not in text


@pytest.mark.parametrize("kind", ["png", "jpg", "npy"])
def test_a_file_damaged_anywhere_is_read_or_refused_and_nothing_else(rng, tmp_path, kind):
    path = saved(tmp_path / f"a.{kind}", digit(rng))
    content = path.read_bytes()
    for i in range(60):
        damaged = bytearray(content[:rng.integers(len(content))] if i % 3 == 0 else content)
        for at in rng.integers(0, max(1, min(len(damaged), 150)), 3 if i % 3 else 0):
            damaged[at] = rng.integers(256)
        path.write_bytes(damaged)
        try:
            x, _ = load_image(path)
            assert x.shape == (1, 784)
        except ValueError as error:
            assert str(path) in str(error)


def test_a_missing_file_is_an_oserror_that_names_it(tmp_path):
    with pytest.raises(FileNotFoundError, match="nowhere.png"):
        load_image(tmp_path / "nowhere.png")
