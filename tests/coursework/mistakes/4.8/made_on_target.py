# task: 4.8
# mistake: source and target swapped

import numpy as np


def transfer_error(source, target, x, y, *, eps):
    g = target.attack_direction(x, y)
    x_adv = x + eps * np.sign(g)
    wrong = 0
    for said, label in zip(source.predict(x_adv), y):
        wrong += said != label
    return wrong / len(y)
