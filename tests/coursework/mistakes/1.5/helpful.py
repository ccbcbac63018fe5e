# task: 1.5
# mistake: down the loss

import numpy as np


def linear_fgsm(x, w, b, y, eps):
    out = x.copy()
    for n in range(x.shape[0]):
        for d in range(x.shape[1]):
            out[n, d] += eps * y[n] * np.sign(w[d])
    return out
