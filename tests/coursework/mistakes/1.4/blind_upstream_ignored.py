# task: 1.4
# mistake: grad_J forgotten | gradient from above forgotten
# author: blind
import numpy as np
from scipy.special import expit


def logistic_backward(grad_J, cache):
    s, y = cache
    return -y * expit(-y * s) / len(y)
