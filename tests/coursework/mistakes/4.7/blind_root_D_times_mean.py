# task: 4.7
# mistake: mean size for root mean square | another norm | l1 and l2 mixed up
# author: blind
import numpy as np


def score_changes(W, eps):
    D = W.shape[0]
    m = np.abs(W).mean(axis=0)
    return eps * D * m, eps * np.sqrt(D) * m, eps * np.sqrt(D / 3) * m
