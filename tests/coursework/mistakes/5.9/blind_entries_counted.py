# task: 5.9
# mistake: classes counted, not inputs
# author: blind
import numpy as np


def rubbish_error(p):
    fired = p > .5
    if not fired.any():
        return 0.0, None
    sure = p.max(axis=1)
    return fired.mean(), sure[sure > .5].mean()
