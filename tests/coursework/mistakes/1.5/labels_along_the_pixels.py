# task: 1.5
# mistake: shapes do not fit

import numpy as np


def linear_fgsm(x, w, b, y, eps):
    return x - eps * y * np.sign(w)
