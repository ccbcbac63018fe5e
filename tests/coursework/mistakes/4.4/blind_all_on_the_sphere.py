# task: 4.4
# mistake: short ones stretched | all rescaled
# author: blind
import numpy as np


def update_max_norm(W, limit):
    norm = np.linalg.norm(W, axis=0)
    norm[norm == 0] = 1
    W *= limit / norm
