"""Functions of assignment 5 that the package has only with doors and options around them.

Each is the plain form of one of ours, and the tests compare the two.
N examples, C classes.
"""
import numpy as np
from scipy.special import expit


def probabilities(s, top):
    """p of every class.  s: (N, C) scores -> (N, C).

    top "softmax": the C classes exclude each other, and a row sums to 1.  "sigmoids": each class is
    a question of its own, answered by a logistic unit.  "rbf": s is q of rbf_forward.
    """
    if top == "softmax":
        p = np.exp(s - s.max(axis=1, keepdims=True))
        return p / p.sum(axis=1, keepdims=True)
    return {"sigmoids": expit, "rbf": np.exp}[top](s)


def confidence_on_mistakes(p, y):
    """The mean confidence over the mistakes; None where there are none.  p: (N, C), y: (N,).

    The confidence of a prediction is its probability as it stands in p; rows of p need not sum
    to 1.  [sec. 4]
    """
    wrong = p.argmax(axis=1) != y
    return p.max(axis=1)[wrong].mean() if wrong.any() else None


def agreement_on_mistakes(said, named, y):
    """Of the examples that the second network names wrongly: how often the first says the same.

    said: (N,) labels of the first, named: (N,) of the second, y: (N,) -> the share, or None where
    the second errs nowhere.  [sec. 8]
    """
    where = named != y
    return (said == named)[where].mean() if where.any() else None


def agreement_where_both_err(said, named, y):
    """The same, of the examples that both name wrongly.  -> the share, or None.  [sec. 8]"""
    where = (named != y) & (said != y)
    return (said == named)[where].mean() if where.any() else None


def rubbish_error(p):
    """How often a network sees a class where there is none, and how sure it is then.

    p: (N, C), its probabilities for N inputs that belong to no class; it errs where any class has
    more than one half.  -> share of errors, mean confidence over them or None.  [appendix A]
    """
    sure = p.max(axis=1)
    fooled = sure > .5
    return fooled.mean(), sure[fooled].mean() if fooled.any() else None
