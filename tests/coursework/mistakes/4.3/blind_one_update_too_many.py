# task: 4.3
# mistake: one update off
# author: blind
import numpy as np


def momentum_at(epoch, *, first=.5, final=.7, last_epoch=250):
    share = (epoch - 1) / (last_epoch - 1)
    if share > 1:
        share = 1
    return first + share * (final - first)


def lr_after(updates, *, lr=.1, decay=1.000004, floor=1e-6):
    current = lr
    for _ in range(updates + 1):
        current = max(current / decay, floor)
    return current
