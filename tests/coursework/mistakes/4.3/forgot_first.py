# task: 4.3
# mistake: first and final mixed up

def momentum_at(epoch, *, first=.5, final=.7, last_epoch=250):
    risen = min(1, (epoch - 1) / (last_epoch - 1))
    return first + risen * final


def lr_after(updates, *, lr=.1, decay=1.000004, floor=1e-6):
    return max(lr / decay ** updates, floor)
