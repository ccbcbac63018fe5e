# task: 5.6
# mistake: another top | softmax instead of independent
# author: blind
import numpy as np


def stable_softmax(s):
    e = np.exp(s - s.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def probabilities(s, top):
    if top == "sigmoids":
        return 0.5 * (1 + np.tanh(0.5 * s))
    return stable_softmax(s)
