# task: 3.5
# mistake: scale left out of the mask

import numpy as np


def dropout_mask(rng, shape, keep, scale, dtype):
    return rng.binomial(1, keep, size=shape).astype(dtype)
