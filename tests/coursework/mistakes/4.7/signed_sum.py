# task: 4.7
# mistake: signs cancel

import numpy as np


def score_changes(W, eps):
    a = np.abs(eps * np.sum(W, axis=0))
    b = eps * np.sqrt(np.sum(W ** 2, axis=0))
    c = b / np.sqrt(3)
    return a, b, c
