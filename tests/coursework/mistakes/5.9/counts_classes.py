# task: 5.9
# mistake: classes counted, not inputs

import numpy as np


def rubbish_error(p):
    seen = p > .5
    return seen.sum() / len(p), (p[seen].mean() if seen.any() else None)
