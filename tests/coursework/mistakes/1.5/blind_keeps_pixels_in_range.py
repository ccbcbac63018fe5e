# task: 1.5
# mistake: clipped | clipped to [0, 1]
# author: blind
import numpy as np


def linear_fgsm(x, w, b, y, eps):
    x_adv = np.empty_like(x)
    for n in range(len(x)):
        x_adv[n] = x[n] - eps * y[n] * np.sign(w)
    return np.clip(x_adv, 0, 1)
