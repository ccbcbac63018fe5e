# task: 1.2
# mistake: number of inputs missing

import numpy as np


def growth(w, eps):
    return w.dot(eps * np.sign(w))


def noise_growth(w, eps):
    return eps * np.std(w)
