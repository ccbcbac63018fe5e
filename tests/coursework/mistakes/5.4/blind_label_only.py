# task: 5.4
# mistake: one term alone | only the label's column
# author: blind
import numpy as np


def rbf_detectors_forward(q, y):
    losses = -q[np.arange(len(q)), y]
    return losses.mean(), (q, y)
