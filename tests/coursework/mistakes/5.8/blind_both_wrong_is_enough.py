# task: 5.8
# mistake: right or wrong alike
# author: blind
import numpy as np


def agreement_on_mistakes(said, named, y):
    second = named != y
    if not np.any(second):
        return None
    return (said != y)[second].mean()


def agreement_where_both_err(said, named, y):
    both = (named != y) & (said != y)
    if not np.any(both):
        return None
    return (said == named)[both].mean()
