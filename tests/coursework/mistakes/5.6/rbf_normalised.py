# task: 5.6
# mistake: softmax instead of independent | another top

import numpy as np
from scipy.special import expit


def probabilities(s, top):
    if top == "sigmoids":
        return expit(s)
    p = np.exp(s - s.max(axis=1)[:, None])
    return p / p.sum(axis=1)[:, None]
