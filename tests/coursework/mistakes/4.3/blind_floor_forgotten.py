# task: 4.3
# mistake: floor forgotten
# author: blind
import numpy as np


def momentum_at(epoch, *, first=.5, final=.7, last_epoch=250):
    e = min(epoch, last_epoch)
    return first + (e - 1) * (final - first) / (last_epoch - 1)


def lr_after(updates, *, lr=.1, decay=1.000004, floor=1e-6):
    return lr / decay ** updates
