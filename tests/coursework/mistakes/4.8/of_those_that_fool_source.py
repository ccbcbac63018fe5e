# task: 4.8
# mistake: counted over some

import numpy as np


def transfer_error(source, target, x, y, *, eps):
    x_adv = x + eps * np.sign(source.attack_direction(x, y))
    fooled = source.predict(x_adv) != y
    return (target.predict(x_adv[fooled]) != y[fooled]).mean()
