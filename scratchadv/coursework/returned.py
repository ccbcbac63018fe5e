"""Several values that a function gives, counted: told where they are not those that are wanted.

Imports nothing of the package.
"""
import itertools

import numpy as np


class WrongCount(Exception):
    """A function gives more or fewer values than are wanted."""


def returned(function, wanted, value):
    """What a function gives, as it is, where it is as many values as `wanted` has names."""
    if hasattr(value, "__next__"):               # a generator may have no end
        value = [*itertools.islice(value, len(wanted) + 1)]
    if isinstance(value, (tuple, list)) or isinstance(value, np.ndarray) and value.ndim and (
            len(value) == len(wanted)):
        count = len(value)
    else:
        count = 0 if value is None else 1
    if count == len(wanted) and value is not None:
        return value
    gives = "None" if value is None else f"{count} value{'s' * (count != 1)}"
    raise WrongCount(f"{function} gives {gives}, {', '.join(wanted[:-1])} and {wanted[-1]} are "
                     "wanted")
