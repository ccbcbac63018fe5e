# task: 1.4
# mistake: wrong shape

from scipy.special import expit


def logistic_backward(grad_J, cache):
    s, y = cache
    return (-y * expit(-y * s)).mean() * grad_J
