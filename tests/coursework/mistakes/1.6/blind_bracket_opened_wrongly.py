# task: 1.6
# mistake: sign of b | y not on the bias | bias's sign
# author: blind
import numpy as np


def adversarial_logistic_forward(x, w, b, y, eps):
    y = y.astype(x.dtype)
    z = eps * np.sum(np.abs(w)) - y * (x @ w) + y * b
    J = np.mean(softplus(z))
    return J, (x, w, y, eps, z)
