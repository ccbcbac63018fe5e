# task: 5.3
# mistake: padded | clipped
# author: blind
import numpy as np


def log1mexp(q):
    near = q > -np.log(2)
    one_minus = np.maximum(-np.expm1(q), 1e-30)
    return np.where(near, np.log(one_minus), np.log1p(-np.exp(np.where(near, -1, q))))
