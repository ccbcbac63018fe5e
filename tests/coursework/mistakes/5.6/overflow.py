# task: 5.6
# mistake: unstable

import numpy as np


def probabilities(s, top):
    p = np.exp(s)
    if top == "softmax":
        return p / p.sum(axis=1, keepdims=True)
    if top == "sigmoids":
        return p / (1 + p)
    return p
