# task: 6.4
# mistake: x and y out of step

import numpy as np


def train_softmax(x, y, *, n_classes, lr, epochs, batch_size, rng):
    W, b = rng.uniform(-.005, .005, (x.shape[1], n_classes)), np.zeros(n_classes)
    for epoch in range(epochs):
        xs, ys = rng.permutation(x), rng.permutation(y)
        for i in range(0, len(x), batch_size):
            xb, tb = xs[i:i + batch_size], np.eye(n_classes)[ys[i:i + batch_size]]
            e = np.exp(xb @ W + b)
            g = e / e.sum(axis=1, keepdims=True) - tb
            W -= lr * xb.T @ g / len(xb)
            b -= lr * g.sum(axis=0) / len(xb)
    return W, b
