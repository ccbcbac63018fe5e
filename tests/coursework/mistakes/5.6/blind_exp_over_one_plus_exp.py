# task: 5.6
# mistake: unstable
# author: blind
import numpy as np


def probabilities(s, top):
    if top == "rbf":
        return np.exp(s)
    if top == "sigmoids":
        return np.exp(s) / (1 + np.exp(s))
    shifted = s - np.max(s, axis=1, keepdims=True)
    return np.exp(shifted) / np.sum(np.exp(shifted), axis=1, keepdims=True)
