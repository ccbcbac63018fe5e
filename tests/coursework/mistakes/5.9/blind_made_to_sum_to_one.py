# task: 5.9
# mistake: rows made to sum to 1
# author: blind
import numpy as np


def rubbish_error(p):
    p = p / p.sum(axis=1, keepdims=True)
    c = p.max(axis=1)
    fooled = c > .5
    return fooled.mean(), c[fooled].mean() if fooled.any() else None
