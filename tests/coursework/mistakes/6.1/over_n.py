# task: 6.1
# mistake: z z where n stands

import numpy as np


def wilson_interval(k, n, *, z=1.96):
    mid = k + z * z / 2
    half = z * np.sqrt(k * (n - k) / n + z * z / 4)
    return (mid - half) / n, (mid + half) / n
