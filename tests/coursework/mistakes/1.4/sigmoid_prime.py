# task: 1.4
# mistake: slope of the sigmoid

from scipy.special import expit


def logistic_backward(grad_J, cache):
    s, y = cache
    sig = expit(-y * s)
    dsig = sig * (1 - sig)
    return grad_J * (-y) * dsig / len(y)
