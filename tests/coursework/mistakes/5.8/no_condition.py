# task: 5.8
# mistake: agreement over all

import numpy as np


def agreement_on_mistakes(said, named, y):
    if (named == y).all():
        return None
    return np.mean(said == named)


def agreement_where_both_err(said, named, y):
    where = (said != y) & (named != y)
    return np.mean(said[where] == named[where]) if where.any() else None
