# task: 5.7
# mistake: rows made to sum to 1
# author: blind
import numpy as np


def confidence_on_mistakes(p, y):
    q = p / p.sum(axis=1, keepdims=True)
    guess = q.argmax(axis=1)
    conf = [q[n, guess[n]] for n in range(len(y)) if guess[n] != y[n]]
    return sum(conf) / len(conf) if conf else None
