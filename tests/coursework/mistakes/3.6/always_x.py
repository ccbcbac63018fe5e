# task: 3.6
# mistake: input not handed on

def chain_forward(x, layers):
    caches = []
    for layer in layers:
        forward, backward, theta = layer
        out, cache = forward(x, *theta)
        caches.append((backward, cache))
    return out, caches
