# task: 4.7
# mistake: another norm
# author: blind
import numpy as np


def score_changes(W, eps):
    top = eps * np.max(np.abs(W), axis=0)
    rms = eps * np.sqrt(np.sum(W ** 2, axis=0))
    return top, rms, rms / np.sqrt(3)
