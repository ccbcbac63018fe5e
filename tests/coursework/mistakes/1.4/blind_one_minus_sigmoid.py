# task: 1.4
# mistake: 1 minus nearly 1 | digits lost
# author: blind
import numpy as np
from scipy.special import expit


def logistic_backward(grad_J, cache):
    s, y = cache
    N = s.shape[0]
    p_right = expit(y * s)
    return grad_J * y * (p_right - 1) / N
