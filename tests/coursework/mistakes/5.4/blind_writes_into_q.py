# task: 5.4
# mistake: input modified
# author: blind
import numpy as np


def rbf_detectors_forward(q, y):
    N, C = q.shape
    saved = q.copy()
    for c in range(C):
        other = y != c
        q[other, c] = log1mexp(q[other, c])
    return -q.sum() / N, (saved, y)
