# task: 5.9
# mistake: confidence on all
# author: blind
import numpy as np


def rubbish_error(p):
    top = p.max(axis=1)
    wrong = top > .5
    error = wrong.sum() / len(p)
    return error, (top.mean() if error > 0 else None)
