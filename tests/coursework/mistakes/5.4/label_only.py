# task: 5.4
# mistake: one term alone

import numpy as np


def rbf_detectors_forward(q, y):
    J = -q[np.arange(len(y)), y].mean()
    return J, (q, y)
