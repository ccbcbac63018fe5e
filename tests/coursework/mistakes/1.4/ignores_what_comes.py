# task: 1.4
# mistake: grad_J forgotten

from scipy.special import expit


def logistic_backward(grad_J, cache):
    s, y = cache
    N = len(y)
    return -y * expit(-y * s) / N
