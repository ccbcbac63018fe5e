# task: 5.4
# mistake: sigmoid of q

import numpy as np


def rbf_detectors_forward(q, y):
    t = np.eye(q.shape[1])[y]
    bce = np.logaddexp(0, q) - t * q
    return bce.sum(axis=1).mean(), (q, y)
