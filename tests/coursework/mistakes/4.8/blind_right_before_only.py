# task: 4.8
# mistake: counted over some
# author: blind
import numpy as np


def transfer_error(source, target, x, y, *, eps):
    fooled = target.predict(x + eps * np.sign(source.attack_direction(x, y))) != y
    before = target.predict(x) == y
    return fooled[before].mean()
