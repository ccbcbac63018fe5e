# task: 6.4
# mistake: training that goes astray

import numpy as np


def train_softmax(x, y, *, n_classes, lr, epochs, batch_size, rng):
    W, b = rng.uniform(-.005, .005, (x.shape[1], n_classes)), np.zeros(n_classes)
    t = np.eye(n_classes)[y]
    for _ in range(epochs):
        e = np.exp(x @ W + b)
        g = e / e.sum(axis=1, keepdims=True) - t
        W -= lr * x.T @ g / len(x)
        b -= lr * g.mean(axis=0)
    return W, b
