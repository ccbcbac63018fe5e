"""Reads a .npy file as one picture, and says what is wrong with arrays that are none."""
import io
import tokenize

import numpy as np

SIDE = 28
DAMAGE = (OSError, EOFError, ValueError, SyntaxError, MemoryError, tokenize.TokenError)


def load_array(path, content):
    """The bytes of a .npy file as an array; one digit, flat or in a batch of one, as (28, 28).

    ValueError that names the file: damaged or truncated, no numbers, several digits.
    """
    try:
        array = np.load(io.BytesIO(content), allow_pickle=False)
    except DAMAGE as error:
        if "Object arrays" in str(error):             # what numpy would have to unpickle
            raise ValueError(f"{path} must hold numbers, got an array of objects; "
                             "save a.astype(float)") from error
        raise ValueError(f"{path} is damaged or truncated") from error
    if array.size == SIDE * SIDE and array.squeeze().shape in ((SIDE * SIDE,), (SIDE, SIDE)):
        return array.reshape(SIDE, SIDE)
    many = array.shape[1:] in ((SIDE * SIDE,), (SIDE, SIDE)) and len(array)
    if many and array.shape != (SIDE * SIDE, SIDE * SIDE):     # that is a picture 28 times as large
        raise ValueError(f"{path} must hold one digit, got an array of {many}, shape {array.shape};"
                         " save one at a time, a[i]")
    return array


def unit_range(path, array):
    """The numbers as shares of white, in [0, 1]: those of 8 or 16 bits over their largest value.

    ValueError that names the file, and says how to get there: no real numbers, or others.
    """
    if array.dtype.kind not in "biuf":
        raise ValueError(f"{path} must hold real numbers, got dtype {array.dtype}")
    bad = np.count_nonzero(~np.isfinite(array))
    if bad:
        raise ValueError(f"{path} must hold finite numbers, got {bad} NaN or infinite ones out of "
                         f"{array.size}")
    low, high = array.min(), array.max()
    if array.dtype in (np.uint8, np.uint16):
        _check_bits(path, array.dtype, high)
        return array / np.iinfo(array.dtype).max
    if low < 0 or high > 1:
        advice = ("divide by 255" if low >= 0 and 16 < high <= 255 else
                  "scale it: (a - low) / (high - low), where low stands for black, high for white")
        raise ValueError(f"{path} must hold pixels in [0, 1], got values from {low:.6g} to "
                         f"{high:.6g}; {advice}")
    return array.astype(np.float64)


def _check_bits(path, dtype, high):
    """ValueError where whole numbers fill so little of their range that all would be black."""
    if high == 1:
        raise ValueError(f"{path} must hold {dtype} pixels from 0 to {np.iinfo(dtype).max}, got 1 "
                         "as the largest: that looks like values from 0 to 1; save it as float")
    if dtype == np.uint16 and 0 < high <= 255:
        raise ValueError(f"{path} must hold uint16 pixels from 0 to 65535, got {high} as the "
                         "largest: that looks like values from 0 to 255; save it as uint8")
