# task: 3.5
# mistake: keep taken for drop

import numpy as np


def dropout_mask(rng, shape, keep, scale, dtype):
    r = rng.random(shape)
    mask = np.zeros(shape, dtype=dtype)
    mask[r > keep] = scale
    return mask
