# task: 5.5
# mistake: p for log p at the label | slope of p | chain rule forgotten
# author: blind
import numpy as np


def rbf_detectors_backward(grad_J, cache):
    q, y = cache
    p = np.exp(q)
    with np.errstate(divide="ignore"):
        grad_q = -p / np.expm1(q)
    rows = np.arange(q.shape[0])
    grad_q[rows, y] = -p[rows, y]
    return grad_J * grad_q / q.shape[0]
