# task: 4.8
# mistake: predicted labels instead of true ones | prediction for the label
# author: blind
import numpy as np


def transfer_error(source, target, x, y, *, eps):
    guess = source.predict(x)
    x_adv = x + eps * np.sign(source.attack_direction(x, guess))
    return (target.predict(x_adv) != y).mean()
