# task: 6.5
# mistake: another number | variants mixed up

import numpy as np

CLAIM = "fig2.logistic"


def experiment(lab):
    net = lab.logistic
    x, y = lab.threes_and_sevens()
    said = net.predict(x)
    out = {"clean_error": np.mean(said != y)}
    for name, g, h in (("float32", net.float32_direction(x, y), net.float32_direction(x, said)),
                       ("exact", net.attack_direction(x, y), net.attack_direction(x, said))):
        xa = x + .25 * np.sign(g)
        p = net.probabilities(xa)
        out["error." + name] = np.mean(net.predict(xa) != y)
        out["error." + name + ".predicted"] = np.mean(net.predict(x + .25 * np.sign(h)) != y)
        out["confidence." + name] = np.maximum(p, 1 - p).mean()
        out["error." + name + ".clipped"] = np.mean(net.predict(np.clip(xa, 0, 1)) != y)
    return out
