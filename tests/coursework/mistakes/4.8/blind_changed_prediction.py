# task: 4.8
# mistake: predicted labels instead of true ones
# author: blind
import numpy as np


def transfer_error(source, target, x, y, *, eps):
    clean = target.predict(x)
    moved = target.predict(x + eps * np.sign(source.attack_direction(x, y)))
    return (moved != clean).mean()
