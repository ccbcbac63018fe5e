# task: 1.3
# mistake: mean forgotten

import numpy as np


def softplus(z):
    return np.logaddexp(0, z)


def logistic_forward(s, y):
    loss = 0.0
    for n in range(len(y)):
        loss += softplus(-y[n] * s[n])
    return loss, (s, y)
