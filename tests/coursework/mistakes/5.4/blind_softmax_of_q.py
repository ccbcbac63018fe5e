# task: 5.4
# mistake: softmax instead of independent | another loss
# author: blind
import numpy as np


def rbf_detectors_forward(q, y):
    t = q - q.max(axis=1, keepdims=True)
    logp = t - np.log(np.exp(t).sum(axis=1, keepdims=True))
    J = -logp[np.arange(len(y)), y].mean()
    return J, (q, y)
