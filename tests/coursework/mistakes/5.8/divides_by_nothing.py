# task: 5.8
# mistake: nothing to average

import numpy as np


def agreement_on_mistakes(said, named, y):
    same = total = 0
    for i in range(len(y)):
        if named[i] != y[i]:
            total += 1
            same += int(said[i] == named[i])
    return same / total


def agreement_where_both_err(said, named, y):
    same = total = 0
    for i in range(len(y)):
        if named[i] != y[i] and said[i] != y[i]:
            total += 1
            same += int(said[i] == named[i])
    return same / total
