# task: 1.2
# mistake: noise as strong as the attack

import numpy as np


def growth(w, eps):
    return eps * np.linalg.norm(w, 1)


def noise_growth(w, eps):
    # every term is +-eps*|w_d| so its deviation is eps*|w_d|, add them
    std = 0.0
    for d in range(w.shape[0]):
        std = std + eps * abs(w[d])
    return std
