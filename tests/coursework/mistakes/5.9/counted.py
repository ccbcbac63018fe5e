# task: 5.9
# mistake: count or percent

import numpy as np


def rubbish_error(p):
    top = np.max(p, axis=1)
    fooled = top[top > .5]
    return len(fooled), (fooled.mean() if len(fooled) else None)
