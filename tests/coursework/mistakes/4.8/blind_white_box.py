# task: 4.8
# mistake: one network for both
# author: blind
import numpy as np


def transfer_error(source, target, x, y, *, eps):
    grad = target.attack_direction(x, y)
    x_adv = x + eps * np.sign(grad)
    return np.mean(target.predict(x_adv) != y)
