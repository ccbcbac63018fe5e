# task: 6.2
# mistake: a bound of the width

def half_width(paper):
    half = paper / 2
    if half > 5:
        half = 5
    if half < .5:
        half = .5
    return half


def ledger_word(shares, paper, weaker):
    mean = 100 * sum(shares) / len(shares)
    if abs(mean - paper) <= half_width(paper):
        return "reproduced"
    return "direction holds" if mean > weaker else "differs"
