# task: 4.6
# mistake: seed fixed inside | generator ignored | chance from elsewhere
# author: blind
import numpy as np


def sign_noise(x, *, eps, rng):
    gen = np.random.default_rng(0)
    signs = gen.choice([-1, 1], size=x.shape)
    return x + eps * signs.astype(x.dtype)


def uniform_noise(x, *, eps, rng):
    gen = np.random.default_rng(1)
    return x + gen.uniform(-eps, eps, x.shape).astype(x.dtype)
