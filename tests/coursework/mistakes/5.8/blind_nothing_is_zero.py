# task: 5.8
# mistake: nothing to average
# author: blind
import numpy as np


def share(where, said, named):
    total = hits = 0
    for w, a, b in zip(where, said, named):
        if w:
            total += 1
            hits += a == b
    return hits / total if total else 0.0


def agreement_on_mistakes(said, named, y):
    return share(named != y, said, named)


def agreement_where_both_err(said, named, y):
    return share((named != y) & (said != y), said, named)
