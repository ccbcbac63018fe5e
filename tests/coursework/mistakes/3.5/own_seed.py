# task: 3.5
# mistake: same mask every time

import numpy as np


def dropout_mask(rng, shape, keep, scale, dtype):
    rng = np.random.default_rng(42)      # reproducible
    kept = rng.random(shape) < keep
    return np.where(kept, scale, 0).astype(dtype)
