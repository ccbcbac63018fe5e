# task: 5.8
# mistake: the other network's mistakes

import numpy as np


def agreement_on_mistakes(said, named, y):
    if not (named != y).any():
        return None
    hits = [a == b for a, b, t in zip(said, named, y) if a != t]
    return sum(hits) / len(hits)


def agreement_where_both_err(said, named, y):
    hits = [a == b for a, b, t in zip(said, named, y) if a != t and b != t]
    return sum(hits) / len(hits) if hits else None
