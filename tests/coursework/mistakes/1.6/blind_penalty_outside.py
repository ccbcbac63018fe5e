# task: 1.6
# mistake: penalty outside the softplus
# author: blind
import numpy as np


def adversarial_logistic_forward(x, w, b, y, eps):
    y = y.astype(x.dtype)
    z = -y * (x @ w + b)
    J = softplus(z).mean() + eps * np.abs(w).sum()
    return J, (x, w, y, eps, z)
