# task: 1.6
# mistake: penalty outside the softplus

import numpy as np


def adversarial_logistic_forward(x, w, b, y, eps):
    s = x @ w + b
    J, _ = logistic_forward(s, y)
    J = J + eps * np.abs(w).sum()
    return J, (x, w, b, y, eps)
