# task: 6.1
# mistake: a term of the quadratic formula

import numpy as np


def wilson_interval(k, n, *, z=1.96):
    p = k / n
    denominator = 1 + z ** 2 / n
    centre = (p + z ** 2 / (2 * n)) / denominator
    half = z * np.sqrt(p * (1 - p) / n) / denominator
    return centre - half, centre + half
