# task: 3.1
# mistake: not put back

import numpy as np


def central_difference(f, v, h):
    v = np.array(v, dtype=float)
    g = np.zeros(v.shape)
    for i in np.ndindex(v.shape):
        v[i] += h
        a = f(v)
        v[i] -= 2 * h
        b = f(v)
        g[i] = (a - b) / (2 * h)
    return g
