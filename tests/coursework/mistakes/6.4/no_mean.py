# task: 6.4
# mistake: training that goes astray

import numpy as np


def train_softmax(x, y, *, n_classes, lr, epochs, batch_size, rng):
    W, b = rng.uniform(-.005, .005, (x.shape[1], n_classes)), np.zeros(n_classes)
    onehot = np.eye(n_classes)[y]
    for epoch in range(epochs):
        order = rng.permutation(len(x))
        for i in range(0, len(x), batch_size):
            xb, tb = x[order[i:i + batch_size]], onehot[order[i:i + batch_size]]
            s = xb @ W + b
            e = np.exp(s - s.max(axis=1, keepdims=True))
            g = e / e.sum(axis=1, keepdims=True) - tb
            W -= lr * xb.T @ g
            b -= lr * g.sum(axis=0)
    return W, b
