# task: 4.6
# mistake: dtype lost

import numpy as np


def sign_noise(x, *, eps, rng):
    s = rng.choice([-1.0, 1.0], size=x.shape)
    return x + eps * s


def uniform_noise(x, *, eps, rng):
    return x + rng.uniform(-eps, eps, size=x.shape)
