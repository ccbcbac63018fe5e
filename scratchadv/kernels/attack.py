"""Twin of the sign step of attacks.fgsm: x + eps sign(g), clipped, in one pass."""
import numpy as np

from scratchadv import memory
from scratchadv.kernels.jit import jit, plain


def sign_step(x, g, eps, low, high):
    """Twin of attacks.fgsm.sign_step.  x, g: (N, D) -> x~: (N, D), dtype of x."""
    if x.shape != g.shape or any(map(np.ndim, (eps, low, high))):
        return NotImplemented
    number = x.dtype.type
    out = memory.empty(x.shape, x.dtype)
    _step(plain(x).reshape(-1), plain(g).reshape(-1), number(eps), number(low), number(high),
          out.reshape(-1))
    return out


@jit
def _step(x, g, eps, low, high, out):
    for i in range(len(x)):
        eta = eps if g[i] > 0 else -eps if g[i] < 0 else g[i]     # 0, or NaN, as it came
        out[i] = min(max(x[i] + eta, low), high)
