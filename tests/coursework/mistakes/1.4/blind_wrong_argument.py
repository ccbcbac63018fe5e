# task: 1.4
# mistake: label once only
# author: blind
import numpy as np
from scipy.special import expit


def logistic_backward(grad_J, cache):
    scores, labels = cache
    sig = expit(scores)
    grad_s = -labels * sig / len(labels)
    return grad_s * grad_J
