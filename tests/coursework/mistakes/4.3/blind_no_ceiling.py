# task: 4.3
# mistake: momentum rises for ever
# author: blind
import numpy as np


def momentum_at(epoch, *, first=.5, final=.7, last_epoch=250):
    slope = (final - first) / (last_epoch - 1)
    return first + slope * (epoch - 1)


def lr_after(updates, *, lr=.1, decay=1.000004, floor=1e-6):
    rate = lr * decay ** (-updates)
    return rate if rate > floor else floor
