# task: 4.6
# mistake: noise on one side

import numpy as np


def sign_noise(x, *, eps, rng):
    return x + eps * rng.integers(0, 2, size=x.shape).astype(x.dtype)


def uniform_noise(x, *, eps, rng):
    return x + eps * (2 * rng.random(x.shape) - 1).astype(x.dtype)
