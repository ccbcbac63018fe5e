# task: 2.6
# mistake: eps missing

import numpy as np


def l2_step(x, g, eps, low, high):
    return np.clip(x + unit_rows(g), low, high)
