# task: 3.5
# mistake: scale 1/keep

import numpy as np


def dropout_mask(rng, shape, keep, scale, dtype):
    mask = scale * (rng.random(shape) < keep) / keep
    return mask.astype(dtype)
