# task: 5.8
# mistake: the other network's mistakes
# author: blind
import numpy as np


def agreement_on_mistakes(said, named, y):
    mask = said != y
    if mask.sum() == 0:
        return None
    return (said[mask] == named[mask]).mean()


def agreement_where_both_err(said, named, y):
    mask = np.logical_and(said != y, named != y)
    if mask.sum() == 0:
        return None
    return (said[mask] == named[mask]).mean()
