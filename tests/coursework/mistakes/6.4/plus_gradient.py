# task: 6.4
# mistake: training that goes astray

import numpy as np


def train_softmax(x, y, *, n_classes, lr, epochs, batch_size, rng):
    W, b = rng.uniform(-.005, .005, (x.shape[1], n_classes)), np.zeros(n_classes)
    t = np.eye(n_classes)[y]
    for _ in range(epochs):
        order = rng.permutation(len(x))
        for i in range(0, len(x), batch_size):
            rows = order[i:i + batch_size]
            s = x[rows] @ W + b
            e = np.exp(s - s.max(axis=1, keepdims=True))
            g = (e / e.sum(axis=1, keepdims=True) - t[rows]) / len(rows)
            W += lr * x[rows].T @ g
            b += lr * g.sum(axis=0)
    return W, b
