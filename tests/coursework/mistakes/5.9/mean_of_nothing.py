# task: 5.9
# mistake: nothing to average

import numpy as np


def rubbish_error(p):
    top = np.max(p, axis=1)
    fooled = [t for t in top if t > .5]
    return len(fooled) / len(p), sum(fooled) / max(1, len(fooled))
