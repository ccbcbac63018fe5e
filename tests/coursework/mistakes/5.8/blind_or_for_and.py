# task: 5.8
# mistake: where either errs, instead of where both err
# author: blind
import numpy as np


def agreement_on_mistakes(said, named, y):
    w = named != y
    return float((said[w] == named[w]).mean()) if w.any() else None


def agreement_where_both_err(said, named, y):
    w = (said != y) | (named != y)
    return float((said[w] == named[w]).mean()) if w.any() else None
