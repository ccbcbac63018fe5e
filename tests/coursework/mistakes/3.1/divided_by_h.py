# task: 3.1
# mistake: h for 2h

import numpy as np


def central_difference(f, v, h):
    out = np.zeros(v.shape)
    it = np.nditer(v, flags=["multi_index"])
    while not it.finished:
        i = it.multi_index
        e = np.zeros(v.shape)
        e[i] = h
        out[i] = (f(v + e) - f(v - e)) / h
        it.iternext()
    return out
