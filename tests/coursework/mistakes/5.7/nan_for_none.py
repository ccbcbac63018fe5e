# task: 5.7
# mistake: nothing to average

import numpy as np


def confidence_on_mistakes(p, y):
    said, sure = p.argmax(axis=1), p.max(axis=1)
    return np.mean(sure[said != y])
