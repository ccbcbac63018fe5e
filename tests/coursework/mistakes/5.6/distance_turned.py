# task: 5.6
# mistake: another top

import numpy as np
from scipy.special import expit


def probabilities(s, top):
    if top == "softmax":
        p = np.exp(s - s.max(axis=1, keepdims=True))
        return p / p.sum(axis=1, keepdims=True)
    if top == "sigmoids":
        return expit(s)
    return np.exp(-s)
