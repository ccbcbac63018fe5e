# task: 3.1
# mistake: wrong shape

import numpy as np


def central_difference(f, v, h):
    grad = []
    for i in np.ndindex(v.shape):
        e = np.zeros(v.shape)
        e[i] = h
        grad.append((f(v + e) - f(v - e)) / (2 * h))
    return np.array(grad)
