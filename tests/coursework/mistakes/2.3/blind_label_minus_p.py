# task: 2.3
# mistake: sign flipped
# author: blind
import numpy as np


def softmax_cross_entropy_backward(grad_J, cache):
    log_p, y = cache
    N, C = log_p.shape
    p = np.exp(log_p)
    d = -p
    for n in range(N):
        d[n, y[n]] = 0
        d[n, y[n]] = -d[n].sum()
    return d * (grad_J / N)
