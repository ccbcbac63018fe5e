# task: 1.4
# mistake: label once only

from scipy.special import expit


def logistic_backward(grad_J, cache):
    s, y = cache
    return -expit(-y * s) / len(s) * grad_J
