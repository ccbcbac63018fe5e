# task: 6.3
# mistake: last of equals

def choose(lab):
    x, y = lab.valid()
    best = lab.names[0]
    lowest = 1.0
    for name in lab.names:
        e = (lab.predict(name, x) != y).mean()
        if e <= lowest:
            best, lowest = name, e
    x, y = lab.test()
    return best, (lab.predict(best, x) != y).mean()
