# task: 4.3
# mistake: learning rate grows

def momentum_at(epoch, *, first=.5, final=.7, last_epoch=250):
    t = min((epoch - 1) / (last_epoch - 1), 1.0)
    return (1 - t) * first + t * final


def lr_after(updates, *, lr=.1, decay=1.000004, floor=1e-6):
    return max(floor, lr * decay ** updates)
