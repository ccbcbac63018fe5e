# task: 4.8
# mistake: accuracy for error
# author: blind
import numpy as np


def transfer_error(source, target, x, y, *, eps):
    eta = eps * np.sign(source.attack_direction(x, y))
    hits = 0
    for said, label in zip(target.predict(x + eta), y):
        if said == label:
            hits += 1
    return hits / len(y)
