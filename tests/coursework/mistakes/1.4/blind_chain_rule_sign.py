# task: 1.4
# mistake: sign flipped
# author: blind
import numpy as np
from scipy.special import expit


def logistic_backward(grad_J, cache):
    s, y = cache
    z = -y * s
    dz = expit(z) * (grad_J / len(s))
    return dz * y
