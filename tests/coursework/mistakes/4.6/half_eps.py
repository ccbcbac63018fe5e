# task: 4.6
# mistake: eps/2

import numpy as np


def sign_noise(x, *, eps, rng):
    s = np.where(rng.random(x.shape) < .5, -1, 1).astype(x.dtype)
    return x + eps * s


def uniform_noise(x, *, eps, rng):
    u = rng.random(x.shape).astype(x.dtype) - .5
    return x + eps * u
