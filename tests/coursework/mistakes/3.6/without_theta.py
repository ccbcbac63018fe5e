# task: 3.6
# mistake: theta left out

def chain_forward(x, layers):
    caches = []
    for forward, backward, theta in layers:
        x, c = forward(x)
        caches.append((backward, c))
    return x, caches
