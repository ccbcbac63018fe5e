# task: 4.7
# mistake: eps/2 | factor 1/2
# author: blind
import numpy as np


def score_changes(W, eps):
    sq = (W ** 2).sum(axis=0)
    var_sign = eps ** 2
    var_uniform = eps ** 2 / 12
    return eps * np.abs(W).sum(axis=0), np.sqrt(var_sign * sq), np.sqrt(var_uniform * sq)
