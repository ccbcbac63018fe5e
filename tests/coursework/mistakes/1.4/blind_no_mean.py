# task: 1.4
# mistake: mean forgotten
# author: blind
import numpy as np
from scipy.special import expit


def logistic_backward(grad_J, cache):
    s, y = cache
    ds = -y * expit(-y * s)
    return grad_J * ds
