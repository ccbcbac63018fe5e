# task: 4.6
# mistake: seed fixed inside

import numpy as np


def sign_noise(x, *, eps, rng):
    rng = np.random.default_rng(0)
    return x + eps * rng.choice([-1, 1], size=x.shape).astype(x.dtype)


def uniform_noise(x, *, eps, rng):
    rng = np.random.default_rng(0)
    return x + eps * rng.uniform(-1, 1, size=x.shape).astype(x.dtype)
