# task: 5.7
# mistake: rows made to sum to 1

import numpy as np


def confidence_on_mistakes(p, y):
    p = p / p.sum(axis=1, keepdims=True)
    wrong = p.argmax(axis=1) != y
    return p.max(axis=1)[wrong].mean() if wrong.any() else None
