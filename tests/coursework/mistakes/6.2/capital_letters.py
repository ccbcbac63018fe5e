# task: 6.2
# mistake: another word

def half_width(paper):
    return max(.5, min(5, paper / 2, (100 - paper) / 2))


def ledger_word(shares, paper, weaker):
    mean = sum(100 * s for s in shares) / len(shares)
    if abs(mean - paper) <= half_width(paper):
        return "Reproduced"
    return "Direction holds" if mean > weaker else "Differs"
