# task: 5.7
# mistake: confidence where right

import numpy as np


def confidence_on_mistakes(p, y):
    conf = []
    for row, label in zip(p, y):
        if np.argmax(row) == label:
            conf.append(max(row))
    return sum(conf) / len(conf) if conf else None
