# task: 5.4
# mistake: mean over the wrong axis

import numpy as np


def rbf_detectors_forward(q, y):
    onehot = np.eye(q.shape[1])[y]
    losses = -(onehot * q + (1 - onehot) * log1mexp(q))
    return losses.mean(), (q, y)
