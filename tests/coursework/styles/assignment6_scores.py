"""A claim of my own choice: s4.softmax, from scores and weights alone."""
import numpy as np
from scipy.special import softmax

CLAIM = "s4.softmax"


def wilson_interval(k, n, *, z=1.96):
    low, high = sorted(np.roots([n + z * z, -2 * k - z * z, k * k / n]).real)
    return float(low), float(high)


def half_width(paper):
    return sorted([.5, .5 * min(paper, 100 - paper), 5])[1]


def ledger_word(shares, paper, weaker):
    mean = 100 * np.asarray(shares).mean()
    words = [("reproduced", abs(mean - paper) < half_width(paper) + 1e-9),
             ("direction holds", mean > weaker), ("differs", True)]
    return next(word for word, holds in words if holds)


def choose(lab):
    x, y = lab.valid()
    hits = {name: np.sum(lab.predict(name, x) == y) for name in lab.names}
    name = max(hits, key=hits.get)
    x, y = lab.test()
    return name, 1 - np.mean(lab.predict(name, x) == y)


def train_softmax(x, y, *, n_classes, lr, epochs, batch_size, rng):
    W = (2 * rng.random((x.shape[1], n_classes)) - 1) * .005
    b = np.zeros(n_classes)
    for _ in range(epochs):
        order = np.argsort(rng.random(len(x)))
        xs, ys = x[order], y[order]
        while len(xs):
            xb, yb, xs, ys = xs[:batch_size], ys[:batch_size], xs[batch_size:], ys[batch_size:]
            g = softmax(xb @ W + b, axis=1)
            g[range(len(yb)), yb] -= 1
            g /= len(yb)
            W, b = W - lr * np.einsum("nd,nc->dc", xb, g), b - lr * g.sum(0)
    return W, b


def experiment(lab):
    x, y = lab.test()
    W, b = (lab.softmax.parameters()[name] for name in ("layer0.W", "layer0.b"))
    out = {}

    def sure_and_wrong(inputs):
        s = inputs @ W + b
        return softmax(s, axis=1).max(axis=1), s.argmax(axis=1) != y

    out["clean_error"] = sure_and_wrong(x)[1].mean()
    said = (x @ W + b).argmax(axis=1)
    for arithmetic in "float32", "exact":
        way = {"float32": lab.softmax.float32_direction, "exact": lab.softmax.attack_direction}
        g = way[arithmetic](x, y)
        eta = np.float32(.25) * np.sign(g)
        if arithmetic == "float32":
            out["zero_directions.float32"] = np.mean(np.abs(g).sum(axis=1) == 0)
        sure, wrong = sure_and_wrong(x + eta)
        out["error." + arithmetic] = wrong.mean()
        out["confidence_all." + arithmetic] = float(sure.mean())
        out["confidence." + arithmetic] = float(sure[wrong].mean()) if wrong.any() else None
        out[f"error.{arithmetic}.clipped"] = sure_and_wrong(np.clip(x + eta, 0, 1))[1].mean()
        other = np.float32(.25) * np.sign(way[arithmetic](x, said))
        out[f"error.{arithmetic}.predicted"] = sure_and_wrong(x + other)[1].mean()
    return out
