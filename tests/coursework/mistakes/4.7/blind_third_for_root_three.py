# task: 4.7
# mistake: variance of the uniform | square root forgotten
# author: blind
import numpy as np


def score_changes(W, eps):
    largest = eps * np.abs(W).sum(axis=0)
    sign = eps * np.linalg.norm(W, axis=0)
    uniform = sign / 3
    return largest, sign, uniform
