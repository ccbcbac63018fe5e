# task: 6.2
# mistake: a bound of the width

def half_width(paper):
    return min(5, min(paper, 100 - paper) / 2)


def ledger_word(shares, paper, weaker):
    mean = 100 * sum(shares) / len(shares)
    if abs(mean - paper) <= half_width(paper):
        return "reproduced"
    if mean > weaker:
        return "direction holds"
    return "differs"
