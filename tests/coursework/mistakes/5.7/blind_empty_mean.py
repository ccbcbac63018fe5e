# task: 5.7
# mistake: nothing to average
# author: blind
import numpy as np


def confidence_on_mistakes(p, y):
    predicted = np.argmax(p, axis=1)
    return np.max(p, axis=1)[predicted != y].mean()
