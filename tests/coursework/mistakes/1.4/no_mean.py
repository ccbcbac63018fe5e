# task: 1.4
# mistake: mean forgotten

import numpy as np
from scipy.special import expit


def logistic_backward(grad_J, cache):
    s, y = cache
    out = np.empty_like(s)
    for i in range(len(s)):
        out[i] = grad_J * -y[i] * expit(-y[i] * s[i])
    return out
