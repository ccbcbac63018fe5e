# task: 3.5
# mistake: scale inverted | divided by scale | scale 1/keep
# author: blind
import numpy as np


def dropout_mask(rng, shape, keep, scale, dtype):
    kept = (rng.random(shape) < keep).astype(dtype)
    return (kept / scale).astype(dtype)
