# task: 1.7
# mistake: eps term forgotten

import numpy as np
from scipy.special import expit


def adversarial_logistic_backward(grad_J, cache):
    x, w, y, eps, z = cache
    dz = grad_J * expit(z) / z.shape[0]
    ds = -y * dz
    return np.outer(ds, w), ds @ x, ds.sum()
