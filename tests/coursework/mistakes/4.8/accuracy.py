# task: 4.8
# mistake: accuracy for error

import numpy as np


def transfer_error(source, target, x, y, *, eps):
    x_adv = x + eps * np.sign(source.attack_direction(x, y))
    return np.sum(target.predict(x_adv) == y) / x.shape[0]
