# task: 5.5
# mistake: label's column like the others

import numpy as np


def rbf_detectors_backward(grad_J, cache):
    q, y = cache
    p = np.exp(q)
    return grad_J * (p / -np.expm1(q)) / len(y)
