# task: 6.1
# mistake: interval of a large sample

import numpy as np


def wilson_interval(k, n, *, z=1.96):
    p = k / n
    se = np.sqrt(p * (1 - p) / n)
    return p - z * se, p + z * se
