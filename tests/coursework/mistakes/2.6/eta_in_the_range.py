# task: 2.6
# mistake: eta clipped instead of x~

import numpy as np


def sign_step(x, g, eps, low, high):
    eta = np.clip(eps * np.sign(g), low, high)
    return x + eta
