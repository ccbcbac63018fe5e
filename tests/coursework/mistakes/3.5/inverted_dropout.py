# task: 3.5
# mistake: scale 1/keep

import numpy as np


def dropout_mask(rng, shape, keep, scale, dtype):
    m = (rng.uniform(size=shape) < keep) / keep
    return m.astype(dtype)
