# task: 4.6
# mistake: input modified
# author: blind
import numpy as np


def sign_noise(x, *, eps, rng):
    x += eps * (2 * rng.integers(0, 2, x.shape) - 1)
    return x


def uniform_noise(x, *, eps, rng):
    x += rng.uniform(-eps, eps, x.shape)
    return x
