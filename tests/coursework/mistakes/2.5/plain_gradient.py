# task: 2.5
# mistake: not divided

import numpy as np


def softmax_cross_entropy_direction(s, y):
    p = softmax(s)
    onehot = np.eye(s.shape[1], dtype=s.dtype)[y]
    return p - onehot
