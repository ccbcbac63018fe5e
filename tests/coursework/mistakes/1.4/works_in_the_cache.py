# task: 1.4
# mistake: cache written into
import numpy as np
from scipy.special import expit


def logistic_forward(s, y):
    y = y.astype(s.dtype)
    margin = y * s
    return softplus(-margin).mean(), (margin, y)


def logistic_backward(grad_J, cache):
    margin, y = cache
    grad_s = expit(np.negative(margin, out=margin), out=margin)
    grad_s *= -y * (grad_J / len(y))
    return grad_s
