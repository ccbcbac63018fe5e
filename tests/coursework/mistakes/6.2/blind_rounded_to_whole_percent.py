# task: 6.2
# mistake: mean rounded | rounded before it is judged
# author: blind
import numpy as np


def half_width(paper):
    return max(.5, min(5, paper / 2, (100 - paper) / 2))


def ledger_word(shares, paper, weaker):
    mean = round(100 * np.mean(shares))
    if abs(mean - paper) <= half_width(paper):
        return "reproduced"
    if mean > weaker:
        return "direction holds"
    return "differs"
