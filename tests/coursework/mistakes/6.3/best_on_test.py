# task: 6.3
# mistake: chosen by other digits

def choose(lab):
    x, y = lab.test()
    best, lowest = None, 2
    for name in lab.names:
        error = (lab.predict(name, x) != y).mean()
        if error < lowest:
            best, lowest = name, error
    return best, lowest
