# task: 5.6
# mistake: softmax over the examples

import numpy as np
from scipy.special import expit


def probabilities(s, top):
    if top == "softmax":
        p = np.exp(s - s.max(axis=0))
        return p / p.sum(axis=0)
    elif top == "sigmoids":
        return expit(s)
    else:
        return np.exp(s)
