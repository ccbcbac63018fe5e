# task: 6.5
# mistake: variants mixed up

import numpy as np

CLAIM = "fig2.logistic"


def experiment(lab):
    net = lab.logistic
    x, y = lab.threes_and_sevens()
    said = net.predict(x)
    out = {"clean_error": np.mean(said != y)}
    for name in ("float32", "exact"):
        direction = getattr(net, {"float32": "float32_direction", "exact": "attack_direction"}[name])
        xa = x + .25 * np.sign(direction(x, said))
        p = net.probabilities(xa)
        wrong = net.predict(xa) != y
        out["error." + name] = out["error." + name + ".predicted"] = wrong.mean()
        out["confidence." + name] = np.maximum(p, 1 - p)[wrong].mean()
        out["error." + name + ".clipped"] = np.mean(net.predict(np.clip(xa, 0, 1)) != y)
    return out
