# task: 5.9
# mistake: rows made to sum to 1

import numpy as np


def rubbish_error(p):
    p = p / p.sum(axis=1, keepdims=True)
    top = p.max(axis=1)
    k = top > .5
    return k.mean(), top[k].mean() if k.any() else None
