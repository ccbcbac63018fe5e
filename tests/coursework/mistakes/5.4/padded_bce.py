# task: 5.4
# mistake: padded

import numpy as np


def rbf_detectors_forward(q, y):
    p = np.exp(q)
    t = np.eye(q.shape[1])[y]
    bce = -(t * np.log(p + 1e-12) + (1 - t) * np.log(1 - p + 1e-12))
    return bce.sum(axis=1).mean(), (q, y)
