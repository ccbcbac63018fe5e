# task: 4.3
# mistake: divided by decay times updates, instead of by a power of decay
# author: blind
import numpy as np


def momentum_at(epoch, *, first=.5, final=.7, last_epoch=250):
    return float(np.interp(epoch, [1, last_epoch], [first, final]))


def lr_after(updates, *, lr=.1, decay=1.000004, floor=1e-6):
    if updates == 0:
        return lr
    return max(lr / (decay * updates), floor)
