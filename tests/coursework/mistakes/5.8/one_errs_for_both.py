# task: 5.8
# mistake: the other network's mistakes

import numpy as np


def agreement_on_mistakes(said, named, y):
    where = named != y
    return np.mean(said[where] == named[where]) if where.any() else None


def agreement_where_both_err(said, named, y):
    where = (said != y) | (named != y)
    return np.mean(said[where] == named[where]) if (named != y).any() else None
