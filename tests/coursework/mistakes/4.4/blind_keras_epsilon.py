# task: 4.4
# mistake: padded | all rescaled
# author: blind
import numpy as np


def update_max_norm(W, limit):
    norms = np.sqrt(np.sum(np.square(W), axis=0, keepdims=True))
    desired = np.clip(norms, 0, limit)
    W *= desired / (1e-7 + norms)
