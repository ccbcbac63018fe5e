# task: 2.1
# mistake: softmax twice

import numpy as np


def softmax(s):
    e = np.exp(s - s.max(axis=1, keepdims=True))
    probs = e / e.sum(axis=1, keepdims=True)
    e = np.exp(probs)
    return e / e.sum(axis=1, keepdims=True)
