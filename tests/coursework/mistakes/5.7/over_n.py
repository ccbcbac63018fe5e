# task: 5.7
# mistake: divided by all

import numpy as np


def confidence_on_mistakes(p, y):
    wrong = p.argmax(axis=1) != y
    if not wrong.any():
        return None
    return (p.max(axis=1) * wrong).sum() / len(y)
