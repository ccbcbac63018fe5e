# task: 4.7
# mistake: l1 and l2 mixed up

import numpy as np


def score_changes(W, eps):
    attack = eps * np.linalg.norm(W, axis=0)
    noise = eps * np.linalg.norm(W, axis=0)
    return attack, noise, noise / 3 ** .5
