# task: 6.5
# mistake: another number

CLAIM = "sA.softmax"


def experiment(lab):
    return {"rubbish_error": .598, "rubbish_confidence": .708}
