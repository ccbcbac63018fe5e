# task: 5.4
# mistake: label judged twice

import numpy as np


def rbf_detectors_forward(q, y):
    total = 0
    for n in range(len(q)):
        total += -q[n, y[n]]
        for c in range(q.shape[1]):
            total -= log1mexp(q[n, c:c + 1])[0]
    return total / len(q), (q, y)
