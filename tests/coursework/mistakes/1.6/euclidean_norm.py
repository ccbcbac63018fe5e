# task: 1.6
# mistake: l2 for l1

import numpy as np


def adversarial_logistic_forward(x, w, b, y, eps):
    losses = []
    for n in range(len(x)):
        m = y[n] * (np.dot(w, x[n]) + b)
        losses.append(softplus(eps * np.linalg.norm(w) - m))
    return sum(losses) / len(losses), (x, w, b, y, eps)
