# task: 4.8
# mistake: predicted labels instead of true ones

import numpy as np


def transfer_error(source, target, x, y, *, eps):
    before = target.predict(x)
    x_adv = x + eps * np.sign(source.attack_direction(x, y))
    return (target.predict(x_adv) != before).mean()
