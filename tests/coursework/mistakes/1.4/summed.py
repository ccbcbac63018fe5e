# task: 1.4
# mistake: mean over the wrong axis | wrong shape | returns nothing | summed over the examples

from scipy.special import expit


def logistic_backward(grad_J, cache):
    s, y = cache
    return (-y * expit(-y * s)).mean() * grad_J
