# task: 4.3
# mistake: floor added | floor misplaced | decays towards the floor
# author: blind


def momentum_at(epoch, *, first=.5, final=.7, last_epoch=250):
    if epoch >= last_epoch:
        return final
    return first + (final - first) * (epoch - 1) / (last_epoch - 1)


def lr_after(updates, *, lr=.1, decay=1.000004, floor=1e-6):
    return floor + (lr - floor) / decay ** updates
