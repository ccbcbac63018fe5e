# task: 1.6
# mistake: bias left out
# author: blind
import numpy as np


def adversarial_logistic_forward(x, w, b, y, eps):
    t = y.astype(x.dtype)
    x_worst = x - eps * t[:, None] * np.sign(w)
    s = (x_worst * w).sum(axis=1)
    z = -t * s
    return softplus(z).mean(), (x, w, t, eps, z)
