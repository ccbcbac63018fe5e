# task: 5.7
# mistake: all classes averaged | mean over all classes | maximum forgotten
# author: blind
import numpy as np


def confidence_on_mistakes(p, y):
    wrong = np.argmax(p, axis=1) != y
    if not wrong.any():
        return None
    return p[wrong].mean()
