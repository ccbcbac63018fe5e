# task: 5.9
# mistake: threshold forgotten

import numpy as np


def rubbish_error(p):
    # any class that is predicted is an error
    sure = p.max(axis=1)
    if not (sure > .5).any():
        return 0.0, None
    return 1.0, sure.mean()
