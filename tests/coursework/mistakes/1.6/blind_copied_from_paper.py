# task: 1.6
# mistake: E4 as printed | eps term with the label
# author: blind
import numpy as np


def adversarial_logistic_forward(x, w, b, y, eps):
    y = y.astype(x.dtype)
    l1 = np.linalg.norm(w, ord=1)
    z = y * (eps * l1 - x.dot(w) - b)
    J = softplus(z).mean()
    return J, (x, w, y, eps, z)
