# task: 5.7
# mistake: another threshold
# author: blind
import numpy as np


def confidence_on_mistakes(p, y):
    p_label = p[np.arange(len(y)), y]
    wrong = p_label < .5
    if not np.any(wrong):
        return None
    return p.max(axis=1)[wrong].mean()
