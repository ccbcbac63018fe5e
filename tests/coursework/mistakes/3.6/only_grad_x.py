# task: 3.6
# mistake: lists of another length

def chain_backward(grad_out, caches):
    thetas = []
    for backward, cache in reversed(caches):
        grad_out, *grad_theta = backward(grad_out, cache)
        thetas.insert(0, tuple(grad_theta))
    return grad_out, thetas
