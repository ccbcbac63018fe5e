# task: 2.1
# mistake: unstable | one number for all examples
# author: blind
import numpy as np


def log_softmax(s):
    t = s - np.max(s)
    return t - np.log(np.sum(np.exp(t), axis=1, keepdims=True))


def softmax(s):
    return np.exp(log_softmax(s))
