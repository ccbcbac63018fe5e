# task: 2.1
# mistake: maximum taken off once only

import numpy as np


def log_softmax(s):
    biggest = np.max(s, axis=1)[:, np.newaxis]
    denominator = np.sum(np.exp(s - biggest), axis=1)[:, np.newaxis]
    return s - np.log(denominator)
