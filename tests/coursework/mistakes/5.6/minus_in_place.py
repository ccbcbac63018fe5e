# task: 5.6
# mistake: input modified

import numpy as np
from scipy.special import expit


def probabilities(s, top):
    if top == "softmax":
        s -= s.max(axis=1, keepdims=True)
        return np.exp(s) / np.exp(s).sum(axis=1, keepdims=True)
    return expit(s) if top == "sigmoids" else np.exp(s)
