# task: 2.5
# mistake: 0 for the label's score
import numpy as np


def softmax_cross_entropy_direction(s, y):
    rows = np.arange(len(y))
    others = s.copy()
    others[rows, y] = 0
    d = np.exp(others - others.max(axis=1, keepdims=True))
    d[rows, y] = 0
    d[rows, y] = -d.sum(axis=1)
    return d
