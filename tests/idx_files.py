"""IDX files for the tests to read."""
import numpy as np


def idx_bytes(array):
    """array as the content of an IDX file of unsigned bytes."""
    header = bytes([0, 0, 8, array.ndim]) + np.array(array.shape, ">u4").tobytes()
    return header + array.astype(np.uint8).tobytes()
