# task: 3.6
# mistake: stale cache

trace = []


def chain_forward(x, layers):
    trace.clear()
    for forward, backward, theta in layers:
        x, cache = forward(x, *theta)
        trace.append((backward, cache))
    return x, trace


def chain_backward(grad_out, caches):
    gi, gt = [], []
    for backward, cache in reversed(caches):
        grad_out, *t = backward(grad_out, cache)
        gi.insert(0, grad_out)
        gt.insert(0, tuple(t))
    return gi, gt
