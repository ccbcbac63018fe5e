# task: 6.5
# mistake: eps counted otherwise

import numpy as np

CLAIM = "s6.noise.dot"


def experiment(lab):
    rng = np.random.default_rng(lab.seed)
    w = lab.logistic.parameters()["layer0.W"][:, 0]
    dots = (.25 * rng.choice([-1, 1], (2000, 784))) @ w
    rms = np.sqrt(np.mean(dots ** 2))
    x, y = lab.test()
    noise = .25 * rng.choice([-1, 1], x.shape).astype(np.float32)
    before = lab.softmax.probabilities(x)[np.arange(len(y)), y]
    after = lab.softmax.probabilities(x + noise)[np.arange(len(y)), y]
    return {"dot.mean": dots.mean() / abs(w).sum(), "dot.over_l2": rms / (w @ w) ** .5,
            "dot.over_l1": rms / abs(w).sum(), "lowers_J": np.mean(after > before)}
