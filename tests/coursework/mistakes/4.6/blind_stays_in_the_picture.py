# task: 4.6
# mistake: clipped to [0, 1] | clipped
# author: blind
import numpy as np


def sign_noise(x, *, eps, rng):
    signs = 1 - 2 * rng.integers(0, 2, x.shape)
    return np.clip(x + eps * signs.astype(x.dtype), 0, 1)


def uniform_noise(x, *, eps, rng):
    return np.clip(x + rng.uniform(-eps, eps, x.shape).astype(x.dtype), 0, 1)
