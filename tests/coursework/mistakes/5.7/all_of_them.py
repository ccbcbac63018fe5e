# task: 5.7
# mistake: confidence on all

import numpy as np


def confidence_on_mistakes(p, y):
    wrong = np.argmax(p, axis=1) != y
    if not wrong.any():
        return None
    return p.max(axis=1).mean()
