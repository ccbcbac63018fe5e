# task: 6.2
# mistake: fractions against percent

import numpy as np


def half_width(paper):
    return max(.5, min(5, paper / 2, (100 - paper) / 2))


def ledger_word(shares, paper, weaker):
    mean = np.mean(shares)
    if abs(mean - paper) <= half_width(paper):
        return "reproduced"
    return "direction holds" if mean > weaker else "differs"
