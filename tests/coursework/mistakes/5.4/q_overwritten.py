# task: 5.4
# mistake: input modified

import numpy as np


def rbf_detectors_forward(q, y):
    rows = np.arange(len(y))
    label_q = q[rows, y].copy()
    q[...] = log1mexp(q)
    q[rows, y] = label_q
    return -q.sum(axis=1).mean(), (q, y)
