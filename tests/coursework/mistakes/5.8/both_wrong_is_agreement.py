# task: 5.8
# mistake: right or wrong alike

import numpy as np


def agreement_on_mistakes(said, named, y):
    wrong = named != y
    return ((said != y) & wrong).sum() / wrong.sum() if wrong.any() else None


def agreement_where_both_err(said, named, y):
    where = (said != y) & (named != y)
    return np.mean(said[where] == named[where]) if where.any() else None
