# task: 6.3
# mistake: another error

def choose(lab):
    x, y = lab.valid()
    errors = [(lab.predict(name, x) != y).mean() for name in lab.names]
    i = errors.index(min(errors))
    return lab.names[i], errors[i]
