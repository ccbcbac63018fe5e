# task: 1.2
# mistake: estimated by draws

import numpy as np


def growth(w, eps):
    return eps * np.abs(w).sum()


def noise_growth(w, eps):
    rng = np.random.default_rng()
    eta = eps * rng.choice([-1, 1], size=(20000, len(w)))
    return np.std(eta @ w)
