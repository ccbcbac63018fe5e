# task: 3.6
# mistake: theta left out

def chain_forward(x, layers):
    caches = []
    for forward, backward, theta in layers:
        if theta:
            x, cache = forward(x)(theta)
        else:
            x, cache = forward(x)
        caches.append((backward, cache))
    return x, caches
