# task: 2.1
# mistake: log of the sum forgotten

import numpy as np


def log_softmax(s):
    t = s - s.max(axis=1, keepdims=True)
    return t - np.exp(t).sum(axis=1, keepdims=True)
