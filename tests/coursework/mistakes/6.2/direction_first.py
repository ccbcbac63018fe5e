# task: 6.2
# mistake: weaker rule first

def half_width(paper):
    return max(.5, min(5, paper / 2, (100 - paper) / 2))


def ledger_word(shares, paper, weaker):
    mean = sum(100 * s for s in shares) / len(shares)
    if mean > weaker:
        return "direction holds"
    elif abs(mean - paper) <= half_width(paper):
        return "reproduced"
    else:
        return "differs"
