"""Digits: MNIST embedded in the package, 3 against 7, and the IDX reader for any MNIST-like folder.

N examples, H x W pixels, D = H*W inputs.  Nothing here touches the network.
"""
import gzip
import hashlib
import math
import zlib
from pathlib import Path
from typing import NamedTuple

import numpy as np

from scratchadv import checks, memory

# The two classes of figure 2.  The paper does not say which of them is y = +1: this choice is ours.
NEGATIVE_DIGIT, POSITIVE_DIGIT = 3, 7

# The four files of an MNIST-like folder, each plain or with ".gz" added.
IDX_FILES = ("train-images-idx3-ubyte", "train-labels-idx1-ubyte",
             "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte")

# Bytes and SHA-256 of MNIST's own four, in the order of IDX_FILES.
MNIST_SIZES = (47_040_016, 60_008, 7_840_016, 10_008)
MNIST_SHA256 = ("ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
                "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
                "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
                "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2")
MNIST_FOLDER = Path(__file__).with_name("data")

GZIP_MAGIC = b"\x1f\x8b"
UNSIGNED_BYTES = b"\x00\x00\x08"     # the fourth byte of an IDX file counts its dimensions


class Split(NamedTuple):
    """x: (N, D) floats in [0, 1];  y: (N,) int64, class numbers (3 against 7: -1 and +1)."""
    x: np.ndarray
    y: np.ndarray


def load_mnist():
    """The MNIST digits: 60,000 to train, 10,000 to test.  -> train, test.

    Each is a Split of x (N, 784) float32 in [0, 1] and y (N,) int64 in 0..9; the arrays are new at
    every call.  The bytes are checked against MNIST_SHA256; ValueError if the data in the package
    is missing or damaged.
    """
    contents = _embedded_idx_files()
    for name, content, wanted in zip(IDX_FILES, contents, MNIST_SHA256):
        got = hashlib.sha256(content).hexdigest()
        if got != wanted:
            raise ValueError(f"{name} in {MNIST_FOLDER} must have SHA-256 {wanted}, got {got}: "
                             "it is damaged, reinstall scratchadv")
    return _splits([_parse_idx(*pair) for pair in zip(contents, IDX_FILES)], IDX_FILES)


def threes_vs_sevens(splits=None):
    """The threes and sevens, y = -1 for a three and +1 for a seven.  -> train, test.  [fig. 2]

    splits: (train, test) with class numbers as y, as `load_idx_folder` returns them; None: MNIST
    (12,396 and 2,038 digits).  Order is kept; x is a copy.  ValueError if a digit does not occur.
    """
    if splits is None:
        splits = load_mnist()
    if (not isinstance(splits, (tuple, list))
            or [type(split) for split in splits] != [Split, Split]):
        raise ValueError("splits must be the pair (train, test) of Split that load_idx_folder "
                         f"returns, got {type(splits).__name__} of other entries")
    return tuple(_two_classes(split, name) for split, name in zip(splits, ("train", "test")))


def _two_classes(split, name):
    if len(split.x) != len(split.y):
        raise ValueError(f"splits must have a label for each image, got {len(split.x)} images and "
                         f"{len(split.y)} labels in {name}")
    for digit in (NEGATIVE_DIGIT, POSITIVE_DIGIT):
        if not np.any(split.y == digit):
            raise ValueError(f"splits must hold the classes {NEGATIVE_DIGIT} and {POSITIVE_DIGIT}, "
                             f"got no {digit} in {name}.y; pass splits with class numbers as y")
    kept = np.isin(split.y, (NEGATIVE_DIGIT, POSITIVE_DIGIT))
    return Split(split.x[kept], np.where(split.y[kept] == POSITIVE_DIGIT, 1, -1).astype(np.int64))


def resample(x, side):
    """Square images averaged over the cells of a side x side grid; a finer grid repeats pixels.

    x: (N, D), D a square -> (N, side * side), in the range of x.  [sec. 3, for more dimensions]
    ValueError: x no floats (N, D), not finite, or not square images; side no whole number.
    """
    side = checks.check_count(side, "side")
    if not isinstance(x, np.ndarray) or x.ndim != 2 or not x.size or x.dtype.kind != "f":
        raise ValueError("x must be an array of floats (N, D), got "
                         f"{getattr(x, 'dtype', type(x).__name__)} of shape {np.shape(x)}")
    old = math.isqrt(x.shape[1])
    if old * old != x.shape[1]:
        raise ValueError(f"x must hold square images, got {x.shape[1]} pixels each")
    x = checks.check_inputs(x, x.shape[1])
    if old == side:
        return x.copy()
    low = np.arange(side)[:, None] * old / side                    # (side, 1), edges of new cells
    high, cells = low + old / side, np.arange(old)
    overlap = np.clip(np.minimum(high, cells + 1) - np.maximum(low, cells), 0, None)
    average = (overlap * side / old).astype(x.dtype)               # (side, old), rows sum to 1
    images = average @ x.reshape(-1, old, old) @ average.T
    return np.clip(images, x.min(), x.max()).reshape(-1, side * side)


def load_idx_folder(folder):
    """An MNIST-like data set from the four IDX_FILES in a folder.  -> train, test.

    Each file plain or .gz (where both are there, the plain one counts).  Images of any H x W, one
    size for train and test, are flattened to D = H*W; 8-bit pixels are divided by 255.
    ValueError that names the file or folder and what is missing or wrong.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise ValueError(f"{folder} must be a folder with the files {', '.join(IDX_FILES)} "
                         "(plain or .gz), got a path where there is no folder")
    found = [[path for path in (folder / name, folder / f"{name}.gz") if path.is_file()]
             for name in IDX_FILES]
    missing = [name for name, paths in zip(IDX_FILES, found) if not paths]
    if missing:
        raise ValueError(f"{folder} must hold {', '.join(IDX_FILES)} (plain or .gz), got a folder "
                         f"without {', '.join(missing)}; copy the missing there")
    paths = [candidates[0] for candidates in found]
    return _splits([read_idx(path) for path in paths], paths)


def read_idx(path):
    """The array of an IDX file of unsigned bytes, plain or gzipped.  -> uint8, of the file's shape.

    ValueError that names the file if it is missing, damaged, truncated or something else.
    """
    try:
        content = Path(path).read_bytes()
    except OSError as error:
        raise ValueError(f"{path} must be a readable IDX file, got: {error.strerror}; "
                         "check the path") from error
    if content.startswith(GZIP_MAGIC):
        try:
            content = gzip.decompress(content)
        except (OSError, EOFError, zlib.error) as error:
            raise ValueError(f"{path} must be a whole gzip file, got a damaged or truncated one "
                             f"({error}); download it again") from error
    return _parse_idx(content, path)


def make_split(x, y):
    """Your own arrays as a checked Split; x is not copied.

    x: (N, D) float32 or float64 in [0, 1];  y: (N,) integers, 0 or more, become int64.
    ValueError on any other shape, dtype, range or length, and on NaN or infinity.
    """
    for name, array in (("x", x), ("y", y)):
        if not isinstance(array, np.ndarray):
            raise ValueError(f"{name} must be a NumPy array, got {type(array).__name__}; "
                             f"use numpy.asarray({name})")
        checks.as_array(array, name)
    _check_pixels(x)
    if y.shape != (len(x),):
        raise ValueError(f"y must have shape ({len(x)},), one label for each row of x, got shape "
                         f"{y.shape}{checks.label_hint(y)}")
    if y.dtype.kind not in "iu":
        raise ValueError(f"y must have an integer dtype, got {y.dtype}; use y.astype(numpy.int64) "
                         "if its values are whole class numbers")
    if y.min() < 0 or y.max() > np.iinfo(np.int64).max:
        raise ValueError(f"y must hold class numbers, 0 or more, got {y.min()} to {y.max()}; "
                         "number the classes from 0")
    return Split(x, y.astype(np.int64))


def _check_pixels(x):
    if x.ndim != 2 or 0 in x.shape:
        raise ValueError(f"x must have shape (N, D) with N and D at least 1, got {x.shape}; "
                         "flatten images with x.reshape(len(x), -1)")
    if x.dtype not in (np.float32, np.float64):
        raise ValueError(f"x must be float32 or float64 in [0, 1], got {x.dtype}; 8-bit pixels: "
                         "use x.astype(numpy.float32) / 255")
    with np.errstate(invalid="ignore"):
        low, high = x.min(), x.max()             # either is NaN where any pixel is
    if not np.isfinite((low, high)).all():
        raise ValueError(f"x must be finite, got {np.count_nonzero(~np.isfinite(x))} pixels that "
                         "are NaN or infinite; remove or repair their rows")
    if low < 0 or high > 1:
        raise ValueError(f"x must lie in [0, 1], got pixels from {low} to {high}; divide 8-bit "
                         "pixels by 255, and use x.clip(0, 1) for what rounding left")


def _embedded_idx_files():
    """MNIST's four IDX files out of the package: four uint8 arrays.

    Three quarters of all bytes are 0, so two zlib streams hold them: one bit per byte that says
    whether it is 0 (ink), and the other bytes (grey).  MB on disk, and median seconds from disk to
    two checked float32 splits on two cores: ink and grey 10.21 and 0.24; one zlib stream 11.27 and
    0.24; .npz 11.49 and 0.27; the four .gz as published 11.37 and 0.30; bz2 9.79 and 1.04; xz 9.46
    and 0.80.
    """
    try:
        ink, grey = (
            np.frombuffer(zlib.decompress((MNIST_FOLDER / name).read_bytes()), np.uint8)
            for name in ("mnist.ink.zlib", "mnist.grey.zlib"))
        idx = np.zeros(sum(MNIST_SIZES), np.uint8)
        idx[np.unpackbits(ink, count=len(idx)).view(bool)] = grey
    except (OSError, zlib.error, ValueError) as error:
        raise ValueError(f"{MNIST_FOLDER} must hold the two files of the embedded MNIST, got: "
                         f"{error}; reinstall scratchadv") from error
    return np.split(idx, np.cumsum(MNIST_SIZES)[:-1])


def _parse_idx(content, path):
    """content: bytes, or (n,) uint8.  -> uint8 of the shape in the header: a view, for reading."""
    content = memoryview(content)
    head = bytes(content[:4])
    if len(head) < 4 or head[:3] != UNSIGNED_BYTES or not 1 <= head[3] <= 32:
        raise ValueError(f"{path} must be an IDX file of unsigned bytes, which begins with "
                         "00 00 08 and the number of dimensions (1 to 32), "
                         f"got {head.hex(' ') or 'an empty file'}; is it another kind of file?")
    start = 4 + 4 * head[3]
    if len(content) < start:
        raise ValueError(f"{path} must have a header of {start} bytes for {head[3]} dimensions, "
                         f"got {len(content)} bytes in all; it is truncated, download it again")
    shape = tuple(np.frombuffer(content[4:start], ">u4").tolist())
    if len(content) - start != math.prod(shape):
        raise ValueError(f"{path} must hold {math.prod(shape)} bytes for its shape {shape}, "
                         f"got {len(content) - start}; it is damaged, download it again")
    return np.frombuffer(content[start:], np.uint8).reshape(shape)


def _splits(arrays, paths):
    """arrays: train images (N, H, W), train labels (N,), test images, test labels: uint8."""
    for images, labels, path, labels_path in ((*arrays[:2], *paths[:2]), (*arrays[2:], *paths[2:])):
        if images.ndim != 3 or 0 in images.shape:
            raise ValueError(f"{path} must hold images of shape (N, H, W), N, H and W at least 1, "
                             f"got shape {images.shape}; did images and labels change places?")
        if labels.shape != (len(images),):
            raise ValueError(f"{labels_path} must hold shape ({len(images)},), one label for each "
                             f"image of {path}, got shape {labels.shape}; use files of one set")
    if arrays[0].shape[1:] != arrays[2].shape[1:]:
        raise ValueError(f"{paths[2]} must hold images of shape {arrays[0].shape[1:]} as "
                         f"{paths[0]} does, got {arrays[2].shape[1:]}; use files of one set")
    return tuple(Split(_unit_interval(images), labels.astype(np.int64))
                 for images, labels in zip(arrays[::2], arrays[1::2]))


def _unit_interval(images):
    """8-bit pixels k as the float32 k / 255.  (N, H, W) -> (N, D)"""
    pixels = images.reshape(len(images), -1)
    return np.divide(pixels, np.float32(255), out=memory.empty(pixels.shape, np.float32))
