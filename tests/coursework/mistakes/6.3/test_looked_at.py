# task: 6.3
# mistake: test digits seen by the others

def choose(lab):
    xv, yv = lab.valid()
    xt, yt = lab.test()
    results = {}
    for name in lab.names:
        results[name] = ((lab.predict(name, xv) != yv).mean(), (lab.predict(name, xt) != yt).mean())
    best = min(results, key=lambda name: results[name][0])
    return best, results[best][1]
