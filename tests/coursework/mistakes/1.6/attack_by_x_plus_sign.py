# task: 1.6
# mistake: E4 as printed

import numpy as np


def adversarial_logistic_forward(x, w, b, y, eps):
    # build the adversarial example and take its loss
    x_adv = x - eps * np.sign(w)
    s = x_adv @ w + b
    J, cache = logistic_forward(s, y)
    return J, cache
