# task: 4.6
# mistake: noise on one side
# author: blind
import numpy as np


def sign_noise(x, *, eps, rng):
    s = np.where(rng.random(x.shape) < .5, -eps, eps)
    return x + s.astype(x.dtype)


def uniform_noise(x, *, eps, rng):
    u = eps * rng.random(x.shape)
    return x + u.astype(x.dtype)
