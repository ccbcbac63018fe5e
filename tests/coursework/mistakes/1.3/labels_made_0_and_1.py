# task: 1.3
# mistake: labels of 0 and 1

import numpy as np


def logistic_forward(s, y):
    y = (y + 1) / 2
    return softplus(-y * s).mean(), (s, y)
