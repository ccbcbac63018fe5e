# task: 3.1
# mistake: every entry moved at once

import numpy as np


def central_difference(f, v, h):
    grad = np.zeros(v.shape)
    for i in np.ndindex(*v.shape):
        grad[i] = (f(v + h) - f(v - h)) / (2 * h)
    return grad
