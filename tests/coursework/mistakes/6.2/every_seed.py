# task: 6.2
# mistake: seeds judged one by one

def half_width(paper):
    return max(.5, min(5, paper / 2, (100 - paper) / 2))


def ledger_word(shares, paper, weaker):
    if all(abs(100 * s - paper) <= half_width(paper) for s in shares):
        return "reproduced"
    if all(100 * s > weaker for s in shares):
        return "direction holds"
    return "differs"
