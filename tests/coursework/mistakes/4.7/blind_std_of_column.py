# task: 4.7
# mistake: standard deviation of the weights, their mean taken away
# author: blind
import numpy as np


def score_changes(W, eps):
    D = W.shape[0]
    largest = eps * np.linalg.norm(W, 1, axis=0)
    sign = eps * np.sqrt(D) * W.std(axis=0)
    uniform = sign / np.sqrt(3)
    return largest, sign, uniform
