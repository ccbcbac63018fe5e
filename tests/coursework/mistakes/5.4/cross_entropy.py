# task: 5.4
# mistake: softmax instead of independent

import numpy as np


def rbf_detectors_forward(q, y):
    log_p = q - np.log(np.exp(q).sum(axis=1, keepdims=True))
    return -log_p[np.arange(len(y)), y].mean(), (q, y)
