# task: 3.5
# mistake: mask of another dtype

import numpy as np


def dropout_mask(rng, shape, keep, scale, dtype):
    mask = np.zeros(shape)
    for i in range(shape[0]):
        mask[i] = scale * (rng.random(shape[1]) < keep)
    return mask
