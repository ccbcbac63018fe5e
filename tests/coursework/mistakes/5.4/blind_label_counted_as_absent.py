# task: 5.4
# mistake: label judged twice
# author: blind
import numpy as np


def rbf_detectors_forward(q, y):
    N = len(y)
    present = q[np.arange(N), y]
    absent = log1mexp(q).sum(axis=1)
    J = np.mean(-present - absent)
    return J, (q, y)
