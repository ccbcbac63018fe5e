# task: 3.6
# mistake: a layer left out

def chain_forward(x, layers):
    caches = []
    for i in range(len(layers) - 1):
        f, b, theta = layers[i]
        x, c = f(x, *theta)
        caches.append((b, c))
    return x, caches
