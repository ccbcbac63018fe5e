# task: 1.1
# mistake: another norm's ball

import numpy as np


def best_eta(w, eps):
    # largest entry of eta must be eps
    biggest = max(abs(v) for v in w)
    eta = w / biggest * eps
    assert np.max(np.abs(eta)) <= eps + 1e-12
    return eta
