"""A claim of my own choice: fig2.logistic. Small helpers, and more keys than needed."""
import numpy as np
from scipy.special import log_softmax

CLAIM = "fig2.logistic"
EPS = .25


def wilson_interval(k, n, *, z=1.96):
    p = k / n
    denominator = 1 + z ** 2 / n
    centre = p + z ** 2 / (2 * n)
    half = z * np.sqrt(p * (1 - p) / n + z ** 2 / (4 * n ** 2))
    low, high = (centre - half) / denominator, (centre + half) / denominator
    return max(0.0, low), min(1.0, high)


def half_width(paper):
    return np.clip(np.minimum(paper, 100 - paper) / 2, .5, 5)


def ledger_word(shares, paper, weaker):
    percent = 100 * np.mean(shares)
    away = np.round(np.abs(percent - paper), 9)
    return ("reproduced" if away <= half_width(paper) else
            "direction holds" if percent > weaker else "differs")


def error(labels, y):
    return float(np.count_nonzero(labels != y)) / len(y)


def choose(lab):
    x, y = lab.valid()
    errors = np.array([error(lab.predict(name, x), y) for name in lab.names])
    best = lab.names[errors.argmin()]
    x, y = lab.test()
    return best, error(lab.predict(best, x), y)


class Batches:
    def __init__(self, n, size, rng):
        self.n, self.size, self.rng = n, size, rng

    def __iter__(self):
        order = self.rng.permutation(self.n)
        return iter(np.split(order, range(self.size, self.n, self.size)))


def train_softmax(x, y, *, n_classes, lr, epochs, batch_size, rng):
    theta = np.vstack([rng.uniform(-.005, .005, (x.shape[1], n_classes)), np.zeros(n_classes)])
    x1 = np.hstack([x, np.ones((len(x), 1))])
    onehot = np.eye(n_classes)[y]
    for _ in range(epochs):
        for rows in Batches(len(x), batch_size, rng):
            p = np.exp(log_softmax(x1[rows] @ theta, axis=1))
            theta -= lr / len(rows) * x1[rows].T @ (p - onehot[rows])
    return theta[:-1], theta[-1]


def sureness(p):
    return np.where(p > .5, p, 1 - p)


def experiment(lab):
    net, (x, y) = lab.logistic, lab.threes_and_sevens()
    found = {"clean_error": error(net.predict(x), y), "digits": len(y)}
    for name, direction in {"float32": net.float32_direction, "exact": net.attack_direction}.items():
        attacked = x + EPS * np.sign(direction(x, y))
        unlabelled = x + EPS * np.sign(direction(x, net.predict(x)))
        wrong = net.predict(attacked) != y
        found[f"error.{name}"] = wrong.mean()
        found[f"error.{name}.clipped"] = error(net.predict(attacked.clip(0, 1)), y)
        found[f"error.{name}.predicted"] = error(net.predict(unlabelled), y)
        found[f"confidence.{name}"] = sureness(net.probabilities(attacked))[wrong].mean()
    return found
