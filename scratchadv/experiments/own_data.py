"""Another data set in MNIST's place: what experiments ask of it."""
import math

import numpy as np

from scratchadv.experiments.recipes import VALIDATION

CLASSES = 10                                     # experiments name some: 3, 7, the fours, the fives


def check_own(folder, train, test):
    """A data set in MNIST's place.  -> train, test; ValueError if experiments cannot use it."""
    N, D = train.x.shape
    C = train.y.max() + 1
    absent, untested = (np.setdiff1d(np.arange(C), split.y) for split in (train, test))
    for wrong, wanted in (
            (math.isqrt(D) ** 2 != D, f"square images, got {D} pixels each"),
            (N <= VALIDATION, f"more than {VALIDATION} training images, got {N}; "
                              f"the last {VALIDATION} of them validate"),
            (C != CLASSES, f"labels from 0 to {CLASSES - 1}, got labels from 0 to {C - 1}"),
            (len(absent), f"training images of each class from 0 to the largest label, {C - 1}, "
                          f"got none of {absent[:5]}"),
            (test.y.max() >= C, f"test labels from 0 to {C - 1}, the largest in training, "
                                f"got {test.y.max()}"),
            (len(untested), f"test images of each class from 0 to {C - 1}, got none of "
                            f"{untested[:5]}")):
        if wrong:
            raise ValueError(f"{folder} must hold {wanted}")
    return train, test
