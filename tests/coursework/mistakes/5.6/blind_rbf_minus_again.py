# task: 5.6
# mistake: RBF sign
# author: blind
import numpy as np
from scipy.special import expit, softmax as scipy_softmax


def probabilities(s, top):
    if top == "softmax":
        return scipy_softmax(s, axis=1)
    elif top == "sigmoids":
        return expit(s)
    elif top == "rbf":
        return np.exp(-s)
