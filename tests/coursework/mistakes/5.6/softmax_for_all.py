# task: 5.6
# mistake: softmax instead of independent | another top

import numpy as np


def probabilities(s, top):
    e = np.exp(s - s.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)
