# task: 5.7
# mistake: probability of the true label
# author: blind
import numpy as np


def confidence_on_mistakes(p, y):
    wrong = np.flatnonzero(p.argmax(axis=1) != y)
    if len(wrong) == 0:
        return None
    return p[wrong, y[wrong]].mean()
