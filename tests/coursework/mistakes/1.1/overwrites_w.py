# task: 1.1
# mistake: input modified

import numpy as np


def best_eta(w, eps):
    w[w > 0] = eps
    w[w < 0] = -eps
    return w
