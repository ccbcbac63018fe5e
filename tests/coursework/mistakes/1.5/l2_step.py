# task: 1.5
# mistake: another norm's ball

import numpy as np


def linear_fgsm(x, w, b, y, eps):
    unit = w / np.linalg.norm(w)
    return np.stack([x[n] - eps * y[n] * unit for n in range(len(y))])
