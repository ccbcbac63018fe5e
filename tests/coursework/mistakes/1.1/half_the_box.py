# task: 1.1
# mistake: factor 1/2

import numpy as np


def best_eta(w, eps):
    # the box has width eps, so eps/2 to each side
    return eps / 2 * np.sign(w)
