# task: 4.7
# mistake: square root forgotten

import numpy as np


def score_changes(W, eps):
    worst = eps * np.abs(W).sum(axis=0)
    var_sign = eps ** 2 * (W ** 2).sum(axis=0)
    return worst, var_sign, var_sign / 3
