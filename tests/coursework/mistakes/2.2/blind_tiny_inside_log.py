# task: 2.2
# mistake: padded | unstable
# author: blind
import numpy as np


def softmax_cross_entropy_forward(s, y):
    p = softmax(s)
    N = s.shape[0]
    J = 0
    for n in range(N):
        J = J - np.log(p[n, y[n]] + 1e-12)
    return J / N, (log_softmax(s), y)
