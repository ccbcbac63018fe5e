# task: 5.9
# mistake: confidence on all

import numpy as np


def rubbish_error(p):
    top = np.max(p, axis=1)
    share = np.mean(top > .5)
    return share, (np.mean(top) if share > 0 else None)
