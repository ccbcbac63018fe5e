# task: 4.8
# mistake: one network for both
# author: blind
import numpy as np


def transfer_error(source, target, x, y, *, eps):
    x_adv = x + eps * np.sign(source.attack_direction(x, y))
    wrong = source.predict(x_adv) != y
    return wrong.sum() / len(y)
