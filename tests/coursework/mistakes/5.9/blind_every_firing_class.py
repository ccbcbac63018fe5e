# task: 5.9
# mistake: classes counted, not inputs
# author: blind
import numpy as np


def rubbish_error(p):
    hit = (p > .5).any(axis=1)
    if hit.sum() == 0:
        return 0.0, None
    return hit.mean(), p[p > .5].mean()
