# task: 3.3
# mistake: another than the maximum

import numpy as np


def max_pieces_forward(z):
    winner = z.argmax(axis=2)
    h = np.maximum(0, z.max(axis=2))
    return h, (winner, z.shape[2])
