# task: 1.5
# mistake: eta for x~

import numpy as np


def linear_fgsm(x, w, b, y, eps):
    return -eps * np.outer(y, np.sign(w))
