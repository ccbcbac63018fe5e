# task: 1.4
# mistake: sign flipped

from scipy.special import expit


def logistic_backward(grad_J, cache):
    s, y = cache
    y = y.astype(s.dtype)
    # direction in which J falls
    return y * expit(-y * s) * (grad_J / len(y))
