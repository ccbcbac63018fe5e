# task: 5.4
# mistake: constant factor | mean over the wrong axis
# author: blind
import numpy as np


def rbf_detectors_forward(q, y):
    terms = log1mexp(q)
    terms[np.arange(len(y)), y] = q[np.arange(len(y)), y]
    return -np.mean(terms), (q, y)
