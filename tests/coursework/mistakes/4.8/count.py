# task: 4.8
# mistake: mean forgotten

import numpy as np


def transfer_error(source, target, x, y, *, eps):
    x_adv = x + eps * np.sign(source.attack_direction(x, y))
    return float((target.predict(x_adv) != y).sum())
