# task: 1.5
# mistake: dtype lost
# author: blind
import numpy as np


def linear_fgsm(x, w, b, y, eps):
    eta = -eps * y.reshape(-1, 1) * np.sign(w)
    return x + eta
