# task: 6.2
# mistake: seeds judged one by one

import numpy as np


def half_width(paper):
    return float(np.clip(min(paper, 100 - paper) / 2, .5, 5))


def ledger_word(shares, paper, weaker):
    value = 100 * shares[0]
    if abs(value - paper) <= half_width(paper):
        return "reproduced"
    return "direction holds" if value > weaker else "differs"
