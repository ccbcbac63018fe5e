# task: 2.1
# mistake: padded

import numpy as np


def log_softmax(s):
    e = np.exp(s - s.max(1, keepdims=True))
    p = e / (e.sum(1, keepdims=True))
    return np.log(p + 1e-12)
