# task: 1.8
# mistake: y on a part of it only

import numpy as np


def printed_adversarial_logistic(x, w, b, y, eps):
    l1 = np.sum(np.abs(w))
    terms = [softplus(y[i] * (eps * l1 - w @ x[i]) - b) for i in range(len(y))]
    return sum(terms) / len(terms)
