# task: 3.3
# mistake: axis kept

import numpy as np


def max_pieces_forward(z):
    winner = z.argmax(axis=2)
    return z.max(axis=2, keepdims=True), (winner, z.shape[2])
