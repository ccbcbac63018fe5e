# task: 5.9
# mistake: nothing to average
# author: blind
import numpy as np


def rubbish_error(p):
    best = p.max(axis=1)
    sees = best > 0.5
    return np.mean(sees), np.mean(best[sees])
