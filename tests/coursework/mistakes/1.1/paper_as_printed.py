# task: 1.1
# mistake: eps missing

import numpy as np


# section 3: "assigning eta = sign(w)"
def best_eta(w, eps):
    return np.sign(w)
