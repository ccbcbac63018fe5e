# task: 4.6
# mistake: input modified

import numpy as np


def sign_noise(x, *, eps, rng):
    x += (eps * (2 * rng.integers(0, 2, x.shape) - 1)).astype(x.dtype)
    return x


def uniform_noise(x, *, eps, rng):
    x += rng.uniform(-eps, eps, x.shape).astype(x.dtype)
    return x
