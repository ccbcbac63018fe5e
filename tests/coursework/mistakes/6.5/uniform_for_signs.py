# task: 6.5
# mistake: another kind of noise

import numpy as np

CLAIM = "s6.noise.dot"
eps = .25


def experiment(lab):
    rng = np.random.default_rng(lab.seed)
    w = lab.logistic.parameters()["layer0.W"][:, 0]
    dots = rng.uniform(-eps, eps, (2000, 784)) @ w
    rms = np.sqrt(np.mean(dots ** 2))
    x, y = lab.test()
    noise = rng.choice([-eps, eps], x.shape).astype(np.float32)
    before = lab.softmax.probabilities(x)[np.arange(len(y)), y]
    after = lab.softmax.probabilities(x + noise)[np.arange(len(y)), y]
    return {"dot.mean": dots.mean() / (eps * abs(w).sum()), "dot.over_l2": rms / (eps * (w @ w) ** .5),
            "dot.over_l1": rms / (eps * abs(w).sum()), "lowers_J": np.mean(after > before)}
