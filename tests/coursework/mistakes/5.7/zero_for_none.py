# task: 5.7
# mistake: nothing to average

import numpy as np


def confidence_on_mistakes(p, y):
    said, sure = p.argmax(axis=1), p.max(axis=1)
    total, count = 0.0, 0
    for i in range(len(y)):
        if said[i] != y[i]:
            total += sure[i]
            count += 1
    return total / max(count, 1)
