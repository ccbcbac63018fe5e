# task: 6.1
# mistake: centre at k/n

import numpy as np


def wilson_interval(k, n, *, z=1.96):
    half = z * np.sqrt(k * (n - k) / n + z ** 2 / 4) / (n + z ** 2)
    return k / n - half, k / n + half
