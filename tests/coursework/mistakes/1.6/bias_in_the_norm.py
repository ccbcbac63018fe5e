# task: 1.6
# mistake: norm of something else

import numpy as np


def adversarial_logistic_forward(x, w, b, y, eps):
    theta = np.append(w, b)
    z = eps * np.abs(theta).sum() - y * (x @ w + b)
    return softplus(z).mean(), (x, w, y, eps, z)
