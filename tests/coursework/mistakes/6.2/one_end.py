# task: 6.2
# mistake: sign of the difference

import numpy as np


def half_width(paper):
    return float(np.clip(min(paper, 100 - paper) / 2, .5, 5))


def ledger_word(shares, paper, weaker):
    mean = 100 * np.mean(shares)
    if mean - paper <= half_width(paper):
        return "reproduced"
    return "direction holds" if mean > weaker else "differs"
