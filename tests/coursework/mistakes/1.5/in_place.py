# task: 1.5
# mistake: input modified

import numpy as np


def linear_fgsm(x, w, b, y, eps):
    for n, label in enumerate(y):
        x[n] -= eps * label * np.sign(w)
    return x
