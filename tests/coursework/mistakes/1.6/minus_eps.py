# task: 1.6
# mistake: friendliest corner

import numpy as np


def adversarial_logistic_forward(x, w, b, y, eps):
    score = x @ w + b
    z = -y * score - eps * np.linalg.norm(w, ord=1)
    J = np.logaddexp(0, z).mean()
    return J, (x, w, b, y, eps, z)
