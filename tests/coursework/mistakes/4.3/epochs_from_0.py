# task: 4.3
# mistake: one epoch off

def momentum_at(epoch, *, first=.5, final=.7, last_epoch=250):
    if epoch >= last_epoch:
        return final
    return first + epoch / last_epoch * (final - first)


def lr_after(updates, *, lr=.1, decay=1.000004, floor=1e-6):
    return max(lr / decay ** updates, floor)
