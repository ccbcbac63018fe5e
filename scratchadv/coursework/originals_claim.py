"""Functions of assignment 6: what the ledger does, small, and experiments for a small lab.

Each is the plain form of one of ours, and the tests compare the two.
N examples, D inputs, C classes.
"""
import numpy as np

from scratchadv.claims.rules import half_width

CLAIM = "sA.softmax"       # yours: "sA.softmax", "s6.noise.dot", "fig2.logistic" or "s4.softmax"


def wilson_interval(k, n, *, z=1.96):
    """Wilson's score interval for a share of k among n.  -> low, high

    The two p at which (k/n - p)^2 = z^2 p (1 - p) / n.  [Wilson 1927]
    """
    centre = k + z * z / 2
    half = z * np.sqrt(k * (n - k) / n + z * z / 4)
    low, high = (centre - half) / (n + z * z), (centre + half) / (n + z * z)
    return (0.0 if k == 0 else low), (1.0 if k == n else high)


def ledger_word(shares, paper, weaker):
    """The ledger's word on a rate that the paper has: the mean over the seeds, judged in percent.

    shares: fractions, one a seed.  paper: its value in percent.  -> "reproduced" where the mean is
    within half_width(paper) of it, ends included;  else "direction holds" where the mean is above
    `weaker` percent;  else "differs".
    """
    mean = 100 * sum(shares) / len(shares)
    if round(abs(mean - paper), 10) <= half_width(paper):     # so that an end is an end
        return "reproduced"
    return "direction holds" if mean > weaker else "differs"


def choose(lab):
    """The network with the lowest error on the validation digits, and its error on the test digits.

    lab.names: names of networks.  lab.valid(), lab.test() -> x (N, D), y (N,).
    lab.predict(name, x) -> labels (N,).  -> name, test error; of equals the first.
    """
    x, y = lab.valid()
    name = min(lab.names, key=lambda name: (lab.predict(name, x) != y).mean())
    x, y = lab.test()
    return name, (lab.predict(name, x) != y).mean()


def train_softmax(x, y, *, n_classes, lr, epochs, batch_size, rng):
    """Softmax regression by stochastic gradient descent.  x: (N, D), y: (N,) -> W (D, C), b (C,).

    W starts at U(-.005, .005), b at 0. Every epoch takes the examples in a new order, batch_size
    at a time, and each batch is one step down the gradient of its mean loss.
    rng: a numpy Generator, the only source of chance.
    """
    W, b = rng.uniform(-.005, .005, (x.shape[1], n_classes)), np.zeros(n_classes)
    for _ in range(epochs):
        order = rng.permutation(len(x))
        for start in range(0, len(x), batch_size):
            rows = order[start:start + batch_size]
            s = x[rows] @ W + b
            p = np.exp(s - s.max(axis=1, keepdims=True))
            p /= p.sum(axis=1, keepdims=True)
            p[np.arange(len(rows)), y[rows]] -= 1
            W -= lr * x[rows].T @ p / len(rows)
            b -= lr * p.mean(axis=0)
    return W, b


def experiment(lab):
    """Measure what the ledger judges CLAIM by.  -> {key: number}, rates as fractions

    lab.seed decides all that is random.  lab.softmax, lab.logistic: trained networks.
    lab.test() -> x (N, 784), y (N,) class numbers;  lab.threes_and_sevens() -> x, y in {-1, +1},
    for lab.logistic.
    """
    z = np.random.default_rng(lab.seed).standard_normal((1_000, 784))
    p = lab.softmax.probabilities(z).max(axis=1)
    return {"rubbish_error": (p > .5).mean(), "rubbish_confidence": p[p > .5].mean()}


# -- the other claims that may be chosen

EPS = .25                                        # sec. 4, for every number on MNIST


def noise_dot(lab):
    """s6.noise.dot: the logistic regression's w under sign noise; whether noise lowers J."""
    rng = np.random.default_rng(lab.seed)
    w = lab.logistic.parameters()["layer0.W"][:, 0]
    dot = EPS * rng.choice([-1., 1.], (2_000, len(w))) @ w
    size = np.sqrt((dot ** 2).mean())
    x, y = lab.test()
    noisy = x + (EPS * rng.choice([-1., 1.], x.shape)).astype(x.dtype)
    rows = np.arange(len(y))
    p, p_noisy = (lab.softmax.probabilities(inputs)[rows, y] for inputs in (x, noisy))
    return {"dot.mean": dot.mean() / (EPS * np.abs(w).sum()),
            "dot.over_l2": size / (EPS * np.sqrt((w ** 2).sum())),
            "dot.over_l1": size / (EPS * np.abs(w).sum()), "lowers_J": (p_noisy > p).mean()}


def logistic(lab):
    """fig2.logistic: FGSM on logistic regression, 3 against 7."""
    return under_fgsm(lab.logistic, *lab.threes_and_sevens())


def softmax(lab):
    """s4.softmax: FGSM on softmax regression."""
    return under_fgsm(lab.softmax, *lab.test())


def under_fgsm(net, x, y):
    """What `claims` wants to know of FGSM, in its variants.  -> {key: number}"""
    said = net.predict(x)
    measured = {"clean_error": (said != y).mean()}
    for name, direction in (("float32", net.float32_direction), ("exact", net.attack_direction)):
        g, g_predicted = direction(x, y), direction(x, said)
        x_adv = x + EPS * np.sign(g)
        wrong, sure = net.predict(x_adv) != y, confidence(net.probabilities(x_adv))
        clipped, predicted = np.clip(x_adv, 0, 1), x + EPS * np.sign(g_predicted)
        measured |= {f"zero_directions.{name}": (g == 0).all(axis=1).mean(),
                     f"error.{name}": wrong.mean(), f"confidence_all.{name}": sure.mean(),
                     f"confidence.{name}": sure[wrong].mean() if wrong.any() else None,
                     f"error.{name}.clipped": (net.predict(clipped) != y).mean(),
                     f"error.{name}.predicted": (net.predict(predicted) != y).mean()}
    return measured


def confidence(p):
    """The probability of the predicted class.  p: (N, C), or (N,) = P(y=+1) -> (N,)"""
    return p.max(axis=1) if p.ndim == 2 else np.maximum(p, 1 - p)


EXPERIMENTS = {"sA.softmax": experiment, "s6.noise.dot": noise_dot, "fig2.logistic": logistic,
               "s4.softmax": softmax}
