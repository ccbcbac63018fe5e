# task: 5.7
# mistake: probability of the true label

import numpy as np


def confidence_on_mistakes(p, y):
    said = p.argmax(axis=1)
    wrong = np.flatnonzero(said != y)
    if len(wrong) == 0:
        return None
    return p[wrong, y[wrong]].mean()
