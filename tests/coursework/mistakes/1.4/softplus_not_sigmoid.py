# task: 1.4
# mistake: softplus for its slope

import numpy as np


def logistic_backward(grad_J, cache):
    s, y = cache
    return -y * softplus(-y * s) * grad_J / len(y)
