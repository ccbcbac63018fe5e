# task: 3.5
# mistake: divided by the mask

import numpy as np


def dropout_backward(grad_out, cache):
    kept = cache != 0
    grad_x = np.zeros_like(grad_out)
    grad_x[kept] = grad_out[kept] / cache[kept]
    return grad_x
