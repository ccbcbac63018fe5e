# task: 4.7
# mistake: summed over the wrong axis

import numpy as np


def score_changes(W, eps):
    a = eps * np.abs(W).sum(axis=1)
    b = eps * np.sqrt((W ** 2).sum(axis=1))
    return a, b, b / np.sqrt(3)
