# task: 5.6
# mistake: softmax over the examples
# author: blind
import numpy as np
from scipy.special import expit


def probabilities(s, top):
    if top == "softmax":
        e = np.exp(s - s.max(axis=0))
        return e / e.sum(axis=0)
    return expit(s) if top == "sigmoids" else np.exp(s)
