# task: 2.5
# mistake: 0 for the label's score
import numpy as np


def softmax_cross_entropy_direction(s, y):
    onehot = np.eye(s.shape[1], dtype=s.dtype)[y]
    largest = (s * (1 - onehot)).max(axis=1, keepdims=True)
    e = np.exp(s - largest) * (1 - onehot)
    return e - onehot * e.sum(axis=1, keepdims=True)
