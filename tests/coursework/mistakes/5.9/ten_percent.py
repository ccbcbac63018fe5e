# task: 5.9
# mistake: another threshold

import numpy as np


def rubbish_error(p):
    sure = p.max(axis=1)
    fooled = sure > 1 / p.shape[1]
    if not (sure > .5).any():
        return 0.0, None
    return fooled.mean(), sure[fooled].mean()
