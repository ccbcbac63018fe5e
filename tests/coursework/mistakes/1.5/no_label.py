# task: 1.5
# mistake: label left out

import numpy as np


def linear_fgsm(x, w, b, y, eps):
    eta = -eps * np.sign(w)
    return x + eta
