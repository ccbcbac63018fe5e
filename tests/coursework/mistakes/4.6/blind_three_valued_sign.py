# task: 4.6
# mistake: some pixels spared
# author: blind
import numpy as np


def sign_noise(x, *, eps, rng):
    sign = rng.integers(-1, 2, size=x.shape)
    return (x + eps * sign).astype(x.dtype)


def uniform_noise(x, *, eps, rng):
    noise = rng.uniform(-eps, eps, size=x.shape)
    return (x + noise).astype(x.dtype)
