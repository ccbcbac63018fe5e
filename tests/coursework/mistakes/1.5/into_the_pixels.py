# task: 1.5
# mistake: clipped

import numpy as np


def linear_fgsm(x, w, b, y, eps):
    x_adv = x - eps * np.outer(y, np.sign(w))
    return np.minimum(1, np.maximum(0, x_adv))
