# task: 5.7
# mistake: confidence on all
# author: blind
import numpy as np


def confidence_on_mistakes(p, y):
    if (p.argmax(axis=1) == y).all():
        return None
    return p.max(axis=1).mean()
