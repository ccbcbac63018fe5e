# task: 1.6
# mistake: y on a part of it only

import numpy as np


def adversarial_logistic_forward(x, w, b, y, eps):
    z = eps * np.linalg.norm(w, 1) - y * (x @ w) - b
    return softplus(z).mean(), (x, w, y, eps, z)
