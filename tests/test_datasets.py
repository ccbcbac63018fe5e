"""The digits arrive exactly as published, and other folders of IDX files whole, in one form.

Small IDX folders here: N = 6 to train, 4 to test, H x W = 5 x 3.
"""
import gzip
import hashlib
import socket

import numpy as np
import pytest
from idx_files import idx_bytes

from scratchadv.datasets import (
    IDX_FILES, Split, load_idx_folder, load_mnist, make_split, read_idx, threes_vs_sevens)

PUBLISHED_SHA256 = [
    "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
    "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
    "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"]


@pytest.fixture(scope="module")
def mnist():
    return load_mnist()


# MNIST

def test_mnist_comes_as_60000_and_10000_float32_rows_with_int64_labels(mnist):
    for split, n in zip(mnist, (60_000, 10_000)):
        assert split.x.shape == (n, 784) and split.x.dtype == np.float32
        assert split.y.shape == (n,) and split.y.dtype == np.int64


def test_mnist_turned_back_into_idx_files_has_the_published_checksums(mnist):
    (x, y), (x_test, y_test) = mnist
    images, test_images = (np.rint(x * 255).reshape(-1, 28, 28) for x in (x, x_test))
    arrays = (images, y, test_images, y_test)
    got = [hashlib.sha256(idx_bytes(array)).hexdigest() for array in arrays]
    assert got == PUBLISHED_SHA256, "not LeCun's bytes: the files' order, or a step that loses some"


def test_pixels_are_exactly_k_over_255_in_float32(mnist):
    grey = np.arange(256, dtype=np.float32) / np.float32(255)
    test = mnist[1]
    np.testing.assert_array_equal(
        test.x, grey[np.rint(test.x * 255).astype(int)],
        err_msg="k * float32(1/255) is not float32(k) / 255: divide, or look the value up")


def test_mnist_is_loaded_without_a_socket(monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("load_mnist opened a socket: the data must come from the package")
    monkeypatch.setattr(socket, "socket", refuse)
    load_mnist()


def test_each_load_gives_arrays_of_its_own(mnist):
    again = load_mnist()
    again[1].x[:] = .5
    again[1].y[:] = 0
    assert mnist[1].x.max() == 1 and mnist[1].y.max() == 9, "a caller's edit reached another caller"


# 3 against 7

def test_threes_are_minus_one_and_sevens_plus_one_in_the_order_of_the_set(mnist):
    for split, binary, n in zip(mnist, threes_vs_sevens(), (12_396, 2_038)):
        rows = np.flatnonzero((split.y == 3) | (split.y == 7))
        assert len(rows) == n
        assert binary.y.dtype == np.int64
        np.testing.assert_array_equal(binary.y, split.y[rows] // 2 - 2)    # 3 -> -1, 7 -> 1
        np.testing.assert_array_equal(binary.x, split.x[rows])


def test_threes_and_sevens_of_any_pair_of_splits(rng):
    y = np.array([7, 0, 3, 3, 9])
    train, test = Split(rng.random((5, 4)), y), Split(rng.random((5, 4)), y[::-1].copy())
    binary_train, binary_test = threes_vs_sevens((train, test))
    np.testing.assert_array_equal(binary_train.y, [1, -1, -1])
    np.testing.assert_array_equal(binary_train.x, train.x[[0, 2, 3]])
    np.testing.assert_array_equal(binary_test.y, [-1, -1, 1])
    np.testing.assert_array_equal(train.y, y, err_msg="the argument was modified")


# IDX files

@pytest.mark.parametrize("shape", [(7,), (5, 3), (4, 5, 3), (2, 4, 5, 3), (0, 5, 3)])
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_idx_files_of_any_shape_come_back_equal_plain_or_gzipped(tmp_path, rng, shape, pack):
    array = rng.integers(0, 256, shape).astype(np.uint8)
    path = tmp_path / "some.idx"
    path.write_bytes(pack(idx_bytes(array)))
    got = read_idx(path)
    assert got.dtype == np.uint8 and got.shape == shape
    np.testing.assert_array_equal(got, array)


# Folders

def test_a_folder_of_idx_files_becomes_two_splits_of_flattened_images(idx_folder, idx_arrays):
    images, labels, test_images, test_labels = idx_arrays
    train, test = load_idx_folder(idx_folder)
    wanted = [(images.reshape(6, 15) / 255).astype(np.float32), labels,
              (test_images.reshape(4, 15) / 255).astype(np.float32), test_labels]
    for got, array in zip([*train, *test], wanted):
        np.testing.assert_array_equal(got, array)
        assert got.dtype == array.dtype


def test_where_a_file_is_there_twice_the_plain_one_counts(idx_folder, idx_arrays):
    (idx_folder / IDX_FILES[0]).write_bytes(idx_bytes(255 - idx_arrays[0]))
    train, _ = load_idx_folder(str(idx_folder))
    np.testing.assert_array_equal(train.x, np.float32((255 - idx_arrays[0]) / 255).reshape(6, 15))


# Your own arrays

@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("label_dtype", [np.uint8, np.int32, np.int64])
def test_good_arrays_become_a_split_with_int64_labels_and_the_same_pixels(rng, dtype, label_dtype):
    x = rng.random((5, 7)).astype(dtype)
    x[0, :2] = 0, 1
    split = make_split(x, np.arange(5).astype(label_dtype))
    assert split.x is x
    assert split.y.dtype == np.int64
    np.testing.assert_array_equal(split.y, np.arange(5))
