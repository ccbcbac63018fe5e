# task: 2.1
# mistake: softmax over the examples | summed over the wrong axis
# author: blind
import numpy as np


def log_softmax(s):
    top = s.max(axis=0)
    t = s - top
    return t - np.log(np.exp(t).sum(axis=0))


def softmax(s):
    top = s.max(axis=0)
    e = np.exp(s - top)
    return e / e.sum(axis=0)
