# task: 1.6
# mistake: friendliest corner | eps term's sign
# author: blind
import numpy as np


def adversarial_logistic_forward(x, w, b, y, eps):
    y = y.astype(x.dtype)
    margin = y * (x @ w + b)
    shift = eps * np.abs(w).sum()
    z = -(margin + shift)
    return softplus(z).mean(), (x, w, y, eps, z)
