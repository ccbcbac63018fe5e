# task: 1.1
# mistake: dtype lost

import numpy as np


def sgn(t):
    return 1.0 if t > 0 else (-1.0 if t < 0 else 0.0)


def best_eta(w, eps):
    return np.array([eps * sgn(t) for t in w])
