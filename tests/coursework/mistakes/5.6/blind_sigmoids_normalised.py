# task: 5.6
# mistake: rows made to sum to 1 | softmax instead of independent
# author: blind
import numpy as np
from scipy.special import expit


def probabilities(s, top):
    if top == "softmax":
        e = np.exp(s - s.max(axis=1, keepdims=True))
        return e / e.sum(axis=1, keepdims=True)
    if top == "sigmoids":
        p = expit(s)
        return p / p.sum(axis=1, keepdims=True)
    return np.exp(s)
