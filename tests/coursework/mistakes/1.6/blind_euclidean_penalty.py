# task: 1.6
# mistake: l2 for l1 | another norm | l1 and l2 mixed up
# author: blind
import numpy as np


def adversarial_logistic_forward(x, w, b, y, eps):
    y = y.astype(x.dtype)
    penalty = eps * np.linalg.norm(w)
    z = penalty - y * (x @ w + b)
    J = np.mean(softplus(z))
    return J, (x, w, y, eps, z)
