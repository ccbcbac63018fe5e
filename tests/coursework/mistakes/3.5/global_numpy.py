# task: 3.5
# mistake: generator ignored

import numpy as np


def dropout_mask(rng, shape, keep, scale, dtype):
    return (np.random.rand(*shape) < keep).astype(dtype) * np.dtype(dtype).type(scale)
