# task: 4.3
# mistake: floor misplaced

def momentum_at(epoch, *, first=.5, final=.7, last_epoch=250):
    risen = (epoch - 1) / (last_epoch - 1)
    return final if risen > 1 else first + risen * (final - first)


def lr_after(updates, *, lr=.1, decay=1.000004, floor=1e-6):
    return min(lr / decay ** updates, floor)
