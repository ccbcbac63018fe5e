# task: 5.8
# mistake: divided by all
# author: blind
import numpy as np


def agreement_on_mistakes(said, named, y):
    err = named != y
    if not err.any():
        return None
    return np.mean((said == named) & err)


def agreement_where_both_err(said, named, y):
    both = (named != y) & (said != y)
    if not both.any():
        return None
    return np.mean(said[both] == named[both])
