# task: 5.4
# mistake: mean forgotten

import numpy as np


def rbf_detectors_forward(q, y):
    label = np.arange(q.shape[1]) == y[:, None]
    J = -np.where(label, q, log1mexp(q)).sum()
    return J, (q, y)
