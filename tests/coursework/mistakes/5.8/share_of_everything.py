# task: 5.8
# mistake: divided by all

import numpy as np


def agreement_on_mistakes(said, named, y):
    wrong = named != y
    return ((said == named) & wrong).mean() if wrong.any() else None


def agreement_where_both_err(said, named, y):
    where = (said != y) & (named != y)
    return ((said == named) & where).mean() if where.any() else None
