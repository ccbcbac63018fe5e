# task: 6.5
# mistake: right for wrong

import numpy as np

CLAIM = "fig2.logistic"


def experiment(lab):
    net = lab.logistic
    x, y = lab.threes_and_sevens()
    said = net.predict(x)
    out = {"clean_error": np.mean(said == y)}
    for name in ("float32", "exact"):
        direction = getattr(net, {"float32": "float32_direction", "exact": "attack_direction"}[name])
        xa = x + .25 * np.sign(direction(x, y))
        xp = x + .25 * np.sign(direction(x, said))
        p = net.probabilities(xa)
        wrong = net.predict(xa) != y
        out["error." + name] = np.mean(net.predict(xa) == y)
        out["error." + name + ".predicted"] = np.mean(net.predict(xp) == y)
        out["confidence." + name] = np.maximum(p, 1 - p)[wrong].mean()
        out["error." + name + ".clipped"] = np.mean(net.predict(np.clip(xa, 0, 1)) == y)
    return out
