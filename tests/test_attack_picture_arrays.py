"""A .npy file is one digit in any layout, or is refused with advice that fits."""
import numpy as np
import pytest
from numpy.testing import assert_array_equal
from pictures import digit, saved

from scratchadv.attack_picture import load_image


def sentence(path, array):
    """What load_image says of an array that it refuses."""
    with pytest.raises(ValueError) as caught:
        load_image(saved(path, array))
    text = str(caught.value)
    assert text.startswith(f"{path} must hold ") and "\n" not in text
    return text


@pytest.mark.parametrize("shape", [(784,), (1, 784), (784, 1), (1, 28, 28), (28, 28, 1)])
def test_one_digit_is_read_however_it_was_laid_out(rng, tmp_path, shape):
    picture = digit(rng)
    x, done = load_image(saved(tmp_path / "a.npy", picture.reshape(shape)))
    assert_array_equal(x[0], picture.ravel().astype(np.float32))
    assert done == [], "a flat digit was resized as if it were a picture of one row"


@pytest.mark.parametrize("shape", [(3, 784), (3, 28, 28), (2, 784)])
def test_several_digits_are_refused_and_one_is_asked_for(tmp_path, shape):
    said = sentence(tmp_path / "a.npy", np.zeros(shape))
    assert f"one digit, got an array of {shape[0]}" in said and "save one at a time, a[i]" in said


def test_a_large_square_picture_is_no_batch_of_digits(tmp_path):
    _, done = load_image(saved(tmp_path / "a.npy", np.full((784, 784), .2)))
    assert done == ["resized from 784 x 784 to 28 x 28 pixels"]


@pytest.mark.parametrize("array, words", [
    (np.eye(28, dtype=np.uint8), "got 1 as the largest: that looks like values from 0 to 1; save "
                                 "it as float"),
    (np.eye(28, dtype=np.uint16), "looks like values from 0 to 1; save it as float"),
    (255 * np.eye(28, dtype=np.uint16), "looks like values from 0 to 255; save it as uint8")])
def test_whole_numbers_that_would_all_be_black_are_refused(tmp_path, array, words):
    assert words in sentence(tmp_path / "a.npy", array)


@pytest.mark.parametrize("value", [0, 2, 255])
def test_dark_and_black_arrays_of_8_bits_are_read(tmp_path, value):
    x, _ = load_image(saved(tmp_path / "a.npy", np.full((28, 28), value, np.uint8) * np.eye(28,
                            dtype=np.uint8)))
    assert x.max() == np.float32(value / 255)


@pytest.mark.parametrize("low, high", [(-.5, .5), (0, 2), (-.4242, 2.8215), (0, 16), (0, 65535)])
def test_other_ranges_are_to_be_scaled_and_not_divided_by_255(tmp_path, low, high):
    said = sentence(tmp_path / "a.npy", np.linspace(low, high, 784).reshape(28, 28))
    assert f"got values from {low:g} to {high:g}; scale it: (a - low) / (high - low)" in said
    assert "255" not in said.replace("a.npy", "")


@pytest.mark.parametrize("dtype", [float, np.float32, int])
def test_values_up_to_255_are_to_be_divided_by_it(tmp_path, dtype):
    said = sentence(tmp_path / "a.npy", np.full((28, 28), 255, dtype))
    assert said.endswith("must hold pixels in [0, 1], got values from 255 to 255; divide by 255")


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_what_is_not_finite_is_counted_and_no_scale_advised(tmp_path, value):
    picture = np.zeros((28, 28))
    picture[3, 4:6] = value
    said = sentence(tmp_path / "a.npy", picture)
    assert said.endswith("must hold finite numbers, got 2 NaN or infinite ones out of 784")


def test_an_array_of_objects_is_not_called_damaged(tmp_path):
    said = sentence(tmp_path / "a.npy", np.zeros((28, 28)).astype(object))
    assert said.endswith("must hold numbers, got an array of objects; save a.astype(float)")
