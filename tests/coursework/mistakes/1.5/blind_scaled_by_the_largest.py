# task: 1.5
# mistake: gradient in place of its sign | sign forgotten | another norm
# author: blind
import numpy as np


def linear_fgsm(x, w, b, y, eps):
    direction = w / np.abs(w).max()
    return x - eps * y.astype(x.dtype)[:, None] * direction
