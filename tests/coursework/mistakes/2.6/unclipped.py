# task: 2.6
# mistake: not clipped

import numpy as np


def sign_step(x, g, eps, low, high):
    return x + eps * np.sign(g)
