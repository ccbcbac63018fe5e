# task: 5.7
# mistake: divided by all
# author: blind
import numpy as np


def confidence_on_mistakes(p, y):
    wrong = p.argmax(axis=1) != y
    if wrong.sum() == 0:
        return None
    return (p.max(axis=1) * wrong).mean()
