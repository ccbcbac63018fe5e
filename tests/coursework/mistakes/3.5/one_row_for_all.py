# task: 3.5
# mistake: one mask for all examples

import numpy as np


def dropout_mask(rng, shape, keep, scale, dtype):
    row = (rng.random(shape[1]) < keep).astype(dtype) * scale
    return np.tile(row, (shape[0], 1)).astype(dtype)
