# task: 4.3
# mistake: divided once

def momentum_at(epoch, *, first=.5, final=.7, last_epoch=250):
    risen = (epoch - 1) / (last_epoch - 1)
    return final if risen > 1 else first + risen * (final - first)


def lr_after(updates, *, lr=.1, decay=1.000004, floor=1e-6):
    new = lr / (1 + (decay - 1) * updates)
    if new < floor:
        new = floor
    return new
