# task: 6.1
# mistake: ends exchanged

import numpy as np


def wilson_interval(k, n, *, z=1.96):
    roots = np.roots([n + z * z, -(2 * k + z * z), k * k / n])
    return max(roots.real), min(roots.real)
