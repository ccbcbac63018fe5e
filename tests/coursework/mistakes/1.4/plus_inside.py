# task: 1.4
# mistake: the right label's probability

from scipy.special import expit


def logistic_backward(grad_J, cache):
    s, y = cache
    grad = -y * expit(y * s)
    return grad * grad_J / y.shape[0]
