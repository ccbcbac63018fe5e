# task: 1.4
# mistake: labels of 0 and 1

from scipy.special import expit


def logistic_backward(grad_J, cache):
    s, y = cache
    p = expit(s)
    return grad_J * (p - y) / len(y)
