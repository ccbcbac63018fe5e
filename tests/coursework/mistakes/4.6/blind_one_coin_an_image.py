# task: 4.6
# mistake: one draw for many pixels
# author: blind
import numpy as np


def sign_noise(x, *, eps, rng):
    coin = rng.choice([-1.0, 1.0], size=(x.shape[0], 1))
    return x + (eps * coin).astype(x.dtype)


def uniform_noise(x, *, eps, rng):
    return x + rng.uniform(-eps, eps, x.shape).astype(x.dtype)
