"""What is no data set is refused in one sentence, which names it and says what to do.

The small IDX folders have N = 6 to train, 4 to test, H x W = 5 x 3.
"""
import gzip
import math
import shutil

import numpy as np
import pytest
from idx_files import idx_bytes

from scratchadv import datasets
from scratchadv.datasets import (
    IDX_FILES, Split, load_idx_folder, load_mnist, make_split, read_idx, resample, threes_vs_sevens)

X_IMAGE = np.full((2, 9), .5)


def refusal(call, *args):
    """The one sentence with which call(*args) is refused."""
    with pytest.raises(ValueError) as caught:
        call(*args)
    sentence = str(caught.value)
    assert "\n" not in sentence, "a refusal is one sentence on one line"
    return sentence


def assert_says(sentence, *fragments):
    for fragment in fragments:
        assert fragment in sentence, f"the refusal should say {fragment!r}, it says: {sentence}"


# The embedded data

@pytest.fixture
def copied_data(tmp_path, monkeypatch):
    folder = tmp_path / "data"
    shutil.copytree(datasets.MNIST_FOLDER, folder)
    monkeypatch.setattr(datasets, "MNIST_FOLDER", folder)
    return folder


@pytest.mark.parametrize("name", ["mnist.ink.zlib", "mnist.grey.zlib"])
@pytest.mark.parametrize("damage", ["missing", "truncated", "one bit", "foreign"])
def test_embedded_data_that_is_not_whole_is_refused(copied_data, name, damage):
    content = bytearray((copied_data / name).read_bytes())
    content[len(content) // 2] ^= 1
    (copied_data / name).unlink()
    if damage != "missing":
        (copied_data / name).write_bytes({
            "truncated": content[:1000], "one bit": content, "foreign": b"no zlib"}[damage])
    assert_says(refusal(load_mnist), str(copied_data), "reinstall scratchadv")


def test_embedded_data_with_one_other_label_fails_its_checksum(monkeypatch):
    contents = datasets._embedded_idx_files()
    contents[3][-1] += 1
    monkeypatch.setattr(datasets, "_embedded_idx_files", lambda: contents)
    assert_says(refusal(load_mnist), "t10k-labels-idx1-ubyte", "SHA-256", "reinstall scratchadv")


# 3 against 7

THREE_SEVEN = Split(np.zeros((2, 4)), np.array([3, 7]))


@pytest.mark.parametrize("splits, fragments", [
    (THREE_SEVEN, ["splits must be the pair (train, test)", "load_idx_folder"]),
    ((THREE_SEVEN,), ["splits must be the pair (train, test)"]),
    ((THREE_SEVEN, (THREE_SEVEN.x, THREE_SEVEN.y)), ["pair (train, test) of Split"]),
    ((THREE_SEVEN, Split(np.zeros((2, 4)), np.array([3, 3]))), ["splits", "no 7 in test.y"]),
    ((Split(np.zeros((2, 4)), np.array([-1, 1])), THREE_SEVEN),
     ["no 3 in train.y", "numbers as y"]),
    ((THREE_SEVEN, Split(np.zeros((3, 4)), np.array([3, 7]))),
     ["a label for each image, got 3 images and 2 labels in test"]),
])
def test_threes_vs_sevens_refuses_what_is_not_two_splits_with_both_digits(splits, fragments):
    assert_says(refusal(threes_vs_sevens, splits), *fragments)


# IDX files

def good_idx():
    return idx_bytes(np.arange(math.prod((4, 5, 3))).reshape(4, 5, 3))


def flip(content, position):
    return content[:position] + bytes([content[position] ^ 0xFF]) + content[position + 1:]


BAD_IDX = {
    "empty": (b"", ["must be an IDX file", "an empty file"]),
    "three bytes": (b"\0\0\x08", ["must be an IDX file", "got 00 00 08"]),
    "text": (b"label,pixel0,pixel1\n", ["begins with 00 00 08", "got 6c 61 62 65"]),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(40), ["must be an IDX file", "another kind of file?"]),
    "idx of floats": (b"\0\0\x0d\x01" + bytes(8), ["of unsigned bytes", "got 00 00 0d 01"]),
    "no dimensions": (b"\0\0\x08\0" + bytes(8), ["number of dimensions (1", "got 00 00 08 00"]),
    "too many dimensions": (b"\0\0\x08\xff" + bytes(2000), ["(1 to 32)", "got 00 00 08 ff"]),
    "cut in the header": (good_idx()[:11], ["header of 16 bytes for 3", "got 11", "truncated"]),
    "cut in the pixels": (good_idx()[:-1], ["60 bytes", "(4, 5, 3)", "got 59", "download it"]),
    "one byte too many": (good_idx() + b"\0", ["60 bytes", "got 61", "damaged"]),
    "a size of 2**64": (b"\0\0\x08\x03\x80\0\0\0\x80\0\0\0\0\0\0\x04", ["18446744073709551616"]),
    "gzip cut": (gzip.compress(good_idx())[:-9], ["whole gzip file", "download it again"]),
    "gzip header only": (b"\x1f\x8b", ["whole gzip file", "truncated"]),
    "gzip damaged": (flip(gzip.compress(good_idx()), 20), ["whole gzip file", "damaged"]),
    "gzip with a tail": (gzip.compress(good_idx()) + b"tail", ["whole gzip file", "damaged"]),
    "gzip of text": (gzip.compress(b"label,pixel0"), ["must be an IDX file", "got 6c 61 62 65"]),
}


@pytest.mark.parametrize("content, fragments", BAD_IDX.values(), ids=BAD_IDX)
def test_damaged_truncated_and_foreign_files_are_named_and_refused(tmp_path, content, fragments):
    path = tmp_path / "train-images-idx3-ubyte.gz"
    path.write_bytes(content)
    assert_says(refusal(read_idx, path), str(path), *fragments)


@pytest.mark.parametrize("path", ["nowhere.gz", "."])
def test_a_path_without_a_file_is_named_and_refused(tmp_path, path):
    path = tmp_path / path
    assert_says(refusal(read_idx, path), str(path), "readable IDX file", "check the path")


# Folders

def test_a_path_that_is_no_folder_is_refused(idx_folder):
    for path in (idx_folder / "nowhere", idx_folder / IDX_FILES[1]):
        assert_says(refusal(load_idx_folder, path), str(path), "must be a folder", *IDX_FILES)


def test_missing_files_are_named(idx_folder):
    (idx_folder / IDX_FILES[1]).unlink()
    (idx_folder / f"{IDX_FILES[3]}.gz").unlink()
    assert_says(refusal(load_idx_folder, idx_folder), str(idx_folder),
                f"without {IDX_FILES[1]}, {IDX_FILES[3]};", "plain or .gz")


BAD_FOLDER = {
    "labels where images belong": (2, np.zeros(4), [IDX_FILES[2], "(N, H, W)", "change places?"]),
    "flat images": (2, np.zeros((4, 15)), [IDX_FILES[2], "(N, H, W)", "got shape (4, 15)"]),
    "no images": (2, np.zeros((0, 5, 3)), [IDX_FILES[2], "at least 1", "got shape (0, 5, 3)"]),
    "images without pixels": (2, np.zeros((4, 5, 0)), [IDX_FILES[2], "H and W at least 1"]),
    "images of another size": (2, np.zeros((4, 3, 5)), [IDX_FILES[2], "(5, 3)", "got (3, 5)"]),
    "images where labels belong": (1, np.zeros((6, 5, 3)), [IDX_FILES[1], "shape (6,)"]),
    "a label too few": (1, np.zeros(5), [IDX_FILES[1], IDX_FILES[0], "(6,)", "got shape (5,)"]),
    "a label too many": (1, np.zeros(7), [IDX_FILES[1], "got shape (7,)", "files of one set"]),
}


@pytest.mark.parametrize("position, array, fragments", BAD_FOLDER.values(), ids=BAD_FOLDER)
def test_files_that_do_not_fit_together_are_refused(idx_folder, position, array, fragments):
    (idx_folder / IDX_FILES[position]).write_bytes(idx_bytes(array))
    assert_says(refusal(load_idx_folder, idx_folder), str(idx_folder), *fragments)


# Pairs and images

@pytest.mark.parametrize("splits", [3, X_IMAGE, (X_IMAGE, X_IMAGE)])
def test_what_is_no_pair_of_splits_has_no_threes_and_sevens(splits):
    assert_says(refusal(threes_vs_sevens, splits), "splits must be the pair (train, test)")


@pytest.mark.parametrize("x, side, fragments", [
    (X_IMAGE, 0, ["side must be a whole number, 1 or more, got 0"]),
    (X_IMAGE, 2.5, ["side must be a whole number", "got 2.5"]),
    (X_IMAGE.tolist(), 2, ["x must be an array of floats (N, D)", "got list"]),
    (X_IMAGE[0], 2, ["x must be an array of floats (N, D)", "(9,)"]),
    (X_IMAGE[:0], 2, ["x must be an array of floats (N, D)", "(0, 9)"]),
    (X_IMAGE.astype(np.uint8), 2, ["x must be an array of floats (N, D)", "got uint8"]),
    (X_IMAGE[:, :8], 2, ["x must hold square images, got 8 pixels each"]),
    (X_IMAGE, True, ["side must be a whole number", "got True"]),
    (X_IMAGE * np.nan, 2, ["x must be finite"]),
])
def test_what_cannot_be_resampled_is_refused(x, side, fragments):
    assert_says(refusal(resample, x, side), *fragments)


# Your own arrays

X, Y = np.full((5, 7), .5), np.arange(5)


def with_pixel(value):
    x = X.copy()
    x[2, 3] = value
    return x


BAD_SPLIT = {
    "x a list": (X.tolist(), Y, ["x must be a NumPy array", "got list", "numpy.asarray(x)"]),
    "x images": (X.reshape(5, 7, 1), Y, ["x must have shape (N, D)", "got (5, 7, 1)", "reshape"]),
    "x one row": (X[0], Y, ["x must have shape (N, D)", "got (7,)"]),
    "x empty": (X[:0], Y[:0], ["x must have shape (N, D)", "at least 1", "got (0, 7)"]),
    "x bytes": (np.full((5, 7), 128, np.uint8), Y, ["x must be float32 or", "uint8", "/ 255"]),
    "x objects": (X.astype(object), Y, ["x must be float32 or float64", "got object"]),
    "x complex": (X + 0j, Y, ["x must be float32 or float64", "complex128"]),
    "x half": (X.astype(np.float16), Y, ["x must be float32 or float64", "got float16"]),
    "x NaN": (with_pixel(np.nan), Y, ["x must be finite", "got 1 pixels", "repair"]),
    "x infinite": (with_pixel(np.inf), Y, ["x must be finite", "got 1 pixels"]),
    "x minus infinite": (with_pixel(-np.inf), Y, ["x must be finite", "got 1 pixels"]),
    "x all infinite": (np.outer([1, -1, 1, -1, 1], X[0] * np.inf), Y, ["finite", "got 35 pixels"]),
    "x huge": (X * 1e308, Y, ["x must lie in [0, 1]", "5e+307"]),
    "x up to 255": (with_pixel(255.), Y, ["x must lie in [0, 1]", "from 0.5 to 255", "by 255"]),
    "x below 0": (with_pixel(-.1), Y, ["x must lie in [0, 1]", "from -0.1 to 0.5"]),
    "x just above 1": (with_pixel(np.nextafter(1, 2)), Y, ["x must lie in [0, 1]", "x.clip(0, 1)",
                                                           "to 1.0000000000000002"]),
    "x masked": (np.ma.masked_equal(X, X[0, 0]), Y, ["x must be an array without a mask",
                                                     "x.filled(0)"]),
    "y masked": (X, np.ma.masked_equal(Y, 3), ["y must be an array without a mask"]),
    "y a list": (X, [0, 1, 2, 3, 4], ["y must be a NumPy array", "got list", "numpy.asarray(y)"]),
    "y too short": (X, Y[:4], ["y must have shape (5,)", "got shape (4,)"]),
    "y a column": (X, Y[:, None], ["y must have shape (5,)", "use y[:, 0]"]),
    "y one-hot": (X, np.eye(5, dtype=int), ["y must have shape (5,)", "y.argmax(axis=1)"]),
    "y floats": (X, Y + .5, ["y must have an integer dtype", "float64", "y.astype(numpy.int64)"]),
    "y booleans": (X, Y > 2, ["y must have an integer dtype", "got bool"]),
    "y words": (X, Y.astype(str), ["y must have an integer dtype", "got <U"]),
    "y too large": (X, np.full(5, 2 ** 64 - 1, np.uint64), ["y must hold class numbers", "18446"]),
    "y negative": (X, Y - 1, ["y must hold class numbers, 0 or more", "got -1", "from 0"]),
}


@pytest.mark.parametrize("x, y, fragments", BAD_SPLIT.values(), ids=BAD_SPLIT)
def test_arrays_that_are_no_split_are_refused_with_a_hint(x, y, fragments):
    assert_says(refusal(make_split, x, y), *fragments)
