"""Arrays that begin where a line of the cache begins.

NumPy begins them 16 or 48 bytes further on as often as not. Then each vector of 64 bytes that a
kernel loads lies on two lines and costs two loads: a sum of rows takes up to 1.6 times as long.
"""
import numpy as np

LINE = 64                                         # bytes


def empty(shape, dtype):
    """As np.empty."""
    dtype, count = np.dtype(dtype), int(np.prod(shape))
    room = np.empty(count * dtype.itemsize + LINE, np.uint8)
    start = -room.ctypes.data % LINE
    return room[start:start + count * dtype.itemsize].view(dtype).reshape(shape)


def zeros(shape, dtype):
    """As np.zeros."""
    array = empty(shape, dtype)
    array[...] = 0
    return array


def zeros_like(a):
    """As np.zeros_like, which keeps the order of the axes in memory."""
    array = _empty_like(a, a.dtype)
    array[...] = 0
    return array


def astype(a, dtype):
    """As a.astype(dtype), which copies and keeps that order too."""
    array = _empty_like(a, dtype)
    array[...] = a
    return array


def _empty_like(a, dtype):
    order = np.argsort([-stride for stride in a.strides], kind="stable")
    laid = empty([a.shape[axis] for axis in order], dtype)
    return laid.transpose(np.argsort(order))
