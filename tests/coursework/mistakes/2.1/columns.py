# task: 2.1
# mistake: softmax over the examples

import numpy as np


def log_softmax(s):
    t = s - s.max(axis=0)
    return t - np.log(np.exp(t).sum(axis=0))
