# task: 6.4
# mistake: chance from elsewhere

import numpy as np


def train_softmax(x, y, *, n_classes, lr, epochs, batch_size, rng):
    W, b = rng.uniform(-.005, .005, (x.shape[1], n_classes)), np.zeros(n_classes)
    onehot = np.eye(n_classes)[y]
    order = np.arange(len(x))
    for epoch in range(epochs):
        np.random.shuffle(order)
        for i in range(0, len(x), batch_size):
            xb, tb = x[order[i:i + batch_size]], onehot[order[i:i + batch_size]]
            e = np.exp(xb @ W + b)
            g = e / e.sum(axis=1, keepdims=True) - tb
            W -= lr * xb.T @ g / len(xb)
            b -= lr * g.sum(axis=0) / len(xb)
    return W, b
