# task: 3.4
# mistake: another than the maximum
# author: blind
import numpy as np


def maxout_forward(x, W, b):
    z = np.einsum("nd,dmk->nmk", x, W) + b
    h, mc = max_pieces_forward(z)
    out = np.maximum(h, 0)
    return out, (x, W, mc, h > 0)


def maxout_backward(grad_h, cache):
    x, W, mc, active = cache
    dz = max_pieces_backward(grad_h * active, mc)
    return (np.einsum("nmk,dmk->nd", dz, W), np.einsum("nd,nmk->dmk", x, dz), dz.sum(axis=0))
