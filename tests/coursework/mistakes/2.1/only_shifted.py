# task: 2.1
# mistake: not normalised

import numpy as np


def log_softmax(s):
    top = s.max(axis=1, keepdims=True)
    return s - top
