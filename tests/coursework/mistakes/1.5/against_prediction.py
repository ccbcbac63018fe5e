# task: 1.5
# mistake: prediction for the label

import numpy as np


def linear_fgsm(x, w, b, y, eps):
    guess = np.sign(x @ w + b)
    return x - eps * guess[:, None] * np.sign(w)
