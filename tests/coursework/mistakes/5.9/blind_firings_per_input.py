# task: 5.9
# mistake: classes counted, not inputs
# author: blind
import numpy as np


def rubbish_error(p):
    n_fired = (p > .5).sum(axis=1)
    top = p.max(axis=1)
    if n_fired.sum() == 0:
        return 0.0, None
    return n_fired.mean(), top[n_fired > 0].mean()
