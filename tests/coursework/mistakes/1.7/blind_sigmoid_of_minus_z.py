# task: 1.7
# mistake: label on the wrong side | the right label's probability
# author: blind
import numpy as np


def adversarial_logistic_backward(grad_J, cache):
    x, w, y, eps, z = cache
    t = np.exp(-np.abs(z))
    sigma = np.where(z >= 0, t, 1) / (1 + t)
    a = sigma * (grad_J / len(y))
    ay = a * y
    return -np.outer(ay, w), eps * np.sign(w) * a.sum() - ay @ x, -ay.sum()
