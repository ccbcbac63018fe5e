# A claim of my own choice: s6.noise.dot. Written with loops.
import math

import numpy as np

CLAIM = "s6.noise.dot"


def wilson_interval(k, n, *, z=1.96):
    # a p^2 + b p + c = 0
    a = n + z ** 2
    b = -(2 * k + z ** 2)
    c = k ** 2 / n
    root = math.sqrt(max(0, b * b - 4 * a * c))
    return (-b - root) / (2 * a), (-b + root) / (2 * a)


def half_width(paper):
    nearer = paper if paper < 100 - paper else 100 - paper
    half = nearer / 2
    if half > 5:
        half = 5
    if half < .5:
        half = .5
    return half


def ledger_word(shares, paper, weaker):
    total = 0
    for share in shares:
        total += 100 * share
    mean = total / len(shares)
    if paper - half_width(paper) <= mean <= paper + half_width(paper):
        return "reproduced"
    elif mean > weaker:
        return "direction holds"
    else:
        return "differs"


def choose(lab):
    x, y = lab.valid()
    best, fewest = None, None
    for name in lab.names:
        said = lab.predict(name, x)
        wrong = 0
        for i in range(len(y)):
            if said[i] != y[i]:
                wrong += 1
        if fewest is None or wrong < fewest:
            best, fewest = name, wrong
    x, y = lab.test()
    said = lab.predict(best, x)
    return best, sum(said[i] != y[i] for i in range(len(y))) / len(y)


def train_softmax(x, y, *, n_classes, lr, epochs, batch_size, rng):
    N, D = x.shape
    W = rng.uniform(-.005, .005, size=(D, n_classes))
    b = np.zeros(n_classes)
    for epoch in range(epochs):
        order = list(range(N))
        rng.shuffle(order)
        for start in range(0, N, batch_size):
            batch = order[start:start + batch_size]
            grad_W, grad_b = np.zeros_like(W), np.zeros_like(b)
            for n in batch:
                s = x[n] @ W + b
                p = np.exp(s - max(s))
                p = p / sum(p)
                p[y[n]] -= 1
                grad_W += np.outer(x[n], p)
                grad_b += p
            W = W - lr * grad_W / len(batch)
            b = b - lr * grad_b / len(batch)
    return W, b


def experiment(lab):
    rng = np.random.default_rng([lab.seed, 6])
    eps = .25
    w = lab.logistic.parameters()["layer0.W"].ravel().astype(float)
    l1 = sum(abs(v) for v in w)
    l2 = math.sqrt(sum(v * v for v in w))
    dots = []
    for _ in range(1500):
        noise = eps * (2 * rng.integers(0, 2, len(w)) - 1)
        dots.append(float(noise @ w))
    rms = math.sqrt(sum(d * d for d in dots) / len(dots))
    x, y = lab.test()
    lower = 0
    for i in range(0, len(y), 100):
        xb, yb = x[i:i + 100], y[i:i + 100]
        noise = eps * (2 * rng.integers(0, 2, xb.shape) - 1)
        before = np.log(lab.softmax.probabilities(xb))
        after = np.log(lab.softmax.probabilities(xb + noise))
        for n in range(len(yb)):
            if after[n, yb[n]] > before[n, yb[n]]:
                lower += 1
    return {"dot.mean": sum(dots) / len(dots) / (eps * l1), "dot.over_l2": rms / (eps * l2),
            "dot.over_l1": rms / (eps * l1), "lowers_J": lower / len(y)}
