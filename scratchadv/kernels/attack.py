"""Twin of the sign step of attacks.fgsm: x + eps sign(g), clipped, in one pass."""
import numpy as np

from scratchadv.kernels.jit import jit, plain


def sign_step(x, g, eps, low, high):
    """Twin of attacks.fgsm.sign_step.  x, g: (N, D) -> x~: (N, D), dtype of x."""
    number = x.dtype.type
    step = _step(plain(x).reshape(-1), plain(g).reshape(-1), number(eps), number(low), number(high))
    return step.reshape(x.shape)


@jit
def _step(x, g, eps, low, high):
    out = np.empty_like(x)
    for i in range(len(x)):
        eta = eps if g[i] > 0 else -eps if g[i] < 0 else x.dtype.type(0)
        out[i] = min(max(x[i] + eta, low), high)
    return out
