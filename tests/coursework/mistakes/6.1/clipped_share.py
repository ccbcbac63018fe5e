# task: 6.1
# mistake: interval of a large sample

import numpy as np


def wilson_interval(k, n, *, z=1.96):
    p = k / n
    d = z * (p * (1 - p) / n) ** .5
    return max(0.0, p - d), min(1.0, p + d)
