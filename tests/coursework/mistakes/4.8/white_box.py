# task: 4.8
# mistake: one network for both

import numpy as np


def transfer_error(source, target, x, y, *, eps):
    x_adv = x + eps * np.sign(target.attack_direction(x, y))
    return float(np.mean(target.predict(x_adv) != y))
