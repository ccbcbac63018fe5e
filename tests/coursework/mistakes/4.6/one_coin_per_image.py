# task: 4.6
# mistake: one draw for many pixels

import numpy as np


def sign_noise(x, *, eps, rng):
    coin = rng.choice([-1, 1], size=(len(x), 1)).astype(x.dtype)
    return x + eps * coin


def uniform_noise(x, *, eps, rng):
    return x + rng.uniform(-eps, eps, size=x.shape).astype(x.dtype)
