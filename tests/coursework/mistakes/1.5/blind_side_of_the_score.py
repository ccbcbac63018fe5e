# task: 1.5
# mistake: prediction for the label | predicted labels instead of true ones
# author: blind
import numpy as np


def linear_fgsm(x, w, b, y, eps):
    side = np.sign(x @ w + b).astype(x.dtype)
    return x - eps * side[:, None] * np.sign(w)
