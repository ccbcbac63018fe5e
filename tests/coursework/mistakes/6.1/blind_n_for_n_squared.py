# task: 6.1
# mistake: n for n squared | z under the root | not the two solutions
# author: blind
import numpy as np


def wilson_interval(k, n, *, z=1.96):
    p = k / n
    below = 1 + z ** 2 / n
    centre = (p + z ** 2 / (2 * n)) / below
    half = z * np.sqrt(p * (1 - p) / n + z ** 2 / (4 * n)) / below
    low, high = max(0.0, centre - half), min(1.0, centre + half)
    return (0.0 if k == 0 else low), (1.0 if k == n else high)
