# task: 1.5
# mistake: eps missing

import numpy as np


def linear_fgsm(x, w, b, y, eps):
    direction = -y.reshape(-1, 1) * np.sign(w)
    return x + direction
