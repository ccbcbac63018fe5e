# task: 4.6
# mistake: some pixels spared

import numpy as np


def sign_noise(x, *, eps, rng):
    return x + eps * rng.integers(-1, 2, size=x.shape).astype(x.dtype)


def uniform_noise(x, *, eps, rng):
    return x + eps * (2 * rng.random(x.shape) - 1).astype(x.dtype)
