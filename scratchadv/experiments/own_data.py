"""Another data set in MNIST's place: what experiments ask of it."""
import math

import numpy as np

from scratchadv.experiments.recipes import VALIDATION

CLASSES = 10                                     # experiments name some: 3, 7, the fours, the fives
FIRST = 2_000                                    # the fewest digits on which a network trains


def check_own(folder, train, test):
    """A data set in MNIST's place.  -> train, test; ValueError if experiments cannot use it."""
    N, D = train.x.shape
    C = train.y.max() + 1
    first = min(FIRST, max(N - VALIDATION, 0))
    absent, untested = (np.setdiff1d(np.arange(C), y) for y in (train.y[:first], test.y))
    for wrong, wanted in (
            (math.isqrt(D) ** 2 != D, f"square images, got {D} pixels each"),
            (N <= VALIDATION, f"more than {VALIDATION} training images, got {N}; "
                              f"the last {VALIDATION} of them validate"),
            (C != CLASSES, f"labels from 0 to {CLASSES - 1}, got labels from 0 to {C - 1}"),
            (len(absent), f"images of each class from 0 to the largest label, {C - 1}, among the "
                          f"first {first} for training, got none of {absent[:5]}; shuffle them, "
                          f"and have more than the {VALIDATION} that validate"),
            (test.y.max() >= C, f"test labels from 0 to {C - 1}, the largest in training, "
                                f"got {test.y.max()}"),
            (len(untested), f"test images of each class from 0 to {C - 1}, got none of "
                            f"{untested[:5]}")):
        if wrong:
            raise ValueError(f"{folder} must hold {wanted}")
    return train, test
