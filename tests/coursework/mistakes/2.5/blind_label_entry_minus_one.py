# task: 2.5
# mistake: the label's entry is -1 instead of minus the sum of the others
# author: blind
import numpy as np


def softmax_cross_entropy_direction(s, y):
    d = s.copy()
    for n, label in enumerate(y):
        d[n, label] = -np.inf
    d = np.exp(d - d.max(axis=1)[:, np.newaxis])
    d[np.arange(len(y)), y] = -1
    return d
