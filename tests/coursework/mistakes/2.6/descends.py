# task: 2.6
# mistake: down the loss

import numpy as np


def sign_step(x, g, eps, low, high):
    return np.clip(x - eps * np.sign(g), low, high)
