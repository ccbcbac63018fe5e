# task: 6.3
# mistake: worst for best

def choose(lab):
    x, y = lab.valid()
    name = max(lab.names, key=lambda name: (lab.predict(name, x) != y).mean())
    x, y = lab.test()
    return name, (lab.predict(name, x) != y).mean()
