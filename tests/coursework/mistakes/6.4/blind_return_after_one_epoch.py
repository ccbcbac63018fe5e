# task: 6.4
# mistake: one epoch only | returns in the loop | too few steps
# author: blind
import numpy as np


def train_softmax(x, y, *, n_classes, lr, epochs, batch_size, rng):
    W = rng.uniform(-.005, .005, size=(x.shape[1], n_classes))
    b = np.zeros(n_classes)
    for epoch in range(epochs):
        order = rng.permutation(len(x))
        for i in range(0, len(x), batch_size):
            xb, yb = x[order[i:i + batch_size]], y[order[i:i + batch_size]]
            s = xb @ W + b
            p = np.exp(s - s.max(axis=1, keepdims=True))
            p = p / p.sum(axis=1, keepdims=True)
            g = (p - np.eye(n_classes)[yb]) / len(xb)
            W = W - lr * xb.T @ g
            b = b - lr * g.sum(axis=0)
        return W, b
