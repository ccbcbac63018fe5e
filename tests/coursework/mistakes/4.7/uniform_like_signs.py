# task: 4.7
# mistake: variance of the uniform

import numpy as np


def score_changes(W, eps):
    l1, l2 = np.abs(W).sum(0), np.sqrt((W ** 2).sum(0))
    return eps * l1, eps * l2, eps * l2
