# task: 4.8
# mistake: percent

import numpy as np


def transfer_error(source, target, x, y, *, eps):
    x_adv = x + eps * np.sign(source.attack_direction(x, y))
    return 100 * (target.predict(x_adv) != y).mean()
