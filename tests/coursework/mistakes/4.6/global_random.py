# task: 4.6
# mistake: chance from elsewhere

import numpy as np


def sign_noise(x, *, eps, rng):
    out = x.copy()
    for row in out:
        row += eps * np.random.choice([-1, 1], size=len(row))
    return out


def uniform_noise(x, *, eps, rng):
    return x + np.random.uniform(-eps, eps, x.shape).astype(x.dtype)
