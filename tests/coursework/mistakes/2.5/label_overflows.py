# task: 2.5
# mistake: unstable
import numpy as np


def softmax_cross_entropy_direction(s, y):
    rows = np.arange(len(y))
    others = s.copy()
    others[rows, y] = -np.inf
    keep = np.ones_like(s)
    keep[rows, y] = 0
    d = keep * np.exp(s - others.max(axis=1, keepdims=True))
    d[rows, y] = -d.sum(axis=1)
    return d
