# task: 4.6
# mistake: normal noise

import numpy as np


def sign_noise(x, *, eps, rng):
    return x + eps * np.sign(rng.normal(size=x.shape)).astype(x.dtype)


def uniform_noise(x, *, eps, rng):
    return x + eps * rng.normal(size=x.shape).astype(x.dtype)
