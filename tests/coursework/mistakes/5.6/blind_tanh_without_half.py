# task: 5.6
# mistake: sigmoid of 2s | factor 2 in the sigmoid | another top
# author: blind
import numpy as np


def probabilities(s, top):
    if top == "softmax":
        e = np.exp(s - s.max(axis=1, keepdims=True))
        return e / e.sum(axis=1, keepdims=True)
    if top == "sigmoids":
        return (1 + np.tanh(s)) / 2
    return np.exp(s)
