# task: 2.2
# mistake: probability for its logarithm

import numpy as np


def softmax_cross_entropy_forward(s, y):
    p = softmax(s)
    right = p[np.arange(y.shape[0]), y]
    J = np.mean(1 - right)
    return J, (np.log(p), y)
