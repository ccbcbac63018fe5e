# task: 4.7
# mistake: mean for a sum

import numpy as np


def score_changes(W, eps):
    worst = eps * np.abs(W).sum(axis=0)
    rms = eps * np.sqrt((W ** 2).mean(axis=0))
    return worst, rms, rms / np.sqrt(3)
