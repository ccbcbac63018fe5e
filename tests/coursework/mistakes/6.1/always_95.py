# task: 6.1
# mistake: argument ignored

import numpy as np


def wilson_interval(k, n, *, z=1.96):
    z2 = 1.96 ** 2
    mid = k + z2 / 2
    half = np.sqrt(z2 * (k * (n - k) / n + z2 / 4))
    return (mid - half) / (n + z2), (mid + half) / (n + z2)
