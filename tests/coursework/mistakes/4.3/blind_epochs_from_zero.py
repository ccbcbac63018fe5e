# task: 4.3
# mistake: one epoch off
# author: blind
import numpy as np


def momentum_at(epoch, *, first=.5, final=.7, last_epoch=250):
    if epoch >= last_epoch:
        return final
    return first + (final - first) * epoch / last_epoch


def lr_after(updates, *, lr=.1, decay=1.000004, floor=1e-6):
    return max(floor, lr / decay ** updates)
