"""What an 8-bit image keeps of an attack: features below 1/255 are discarded.  [sec. 3]"""
import numpy as np

from scratchadv.attacks import doors


def round_to_8_bits(x):
    """The nearest k / 255, k = 0 .. 255, clipped to [0, 1].  x: (N, D) -> (N, D), dtype of x."""
    x = doors.check_x(x)
    return np.rint(np.clip(x, 0, 1) * 255) / 255
