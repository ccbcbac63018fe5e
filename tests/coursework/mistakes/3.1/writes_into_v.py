# task: 3.1
# mistake: input modified

import numpy as np


def central_difference(f, v, h):
    g = np.zeros(v.shape)
    flat = v.reshape(-1)
    if flat.dtype.kind == "i":
        flat = flat.astype(float)
    shape = v.shape
    for k in range(flat.size):
        flat[k] += h
        a = f(flat.reshape(shape))
        flat[k] -= 2 * h
        b = f(flat.reshape(shape))
        flat[k] += h + 1e-15
        g.flat[k] = (a - b) / (2 * h)
    return g
