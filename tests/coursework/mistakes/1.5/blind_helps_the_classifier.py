# task: 1.5
# mistake: down the loss | sign flipped
# author: blind
import numpy as np


def linear_fgsm(x, w, b, y, eps):
    signs = np.sign(w)[None, :] * y[:, None].astype(x.dtype)
    return x + eps * signs
