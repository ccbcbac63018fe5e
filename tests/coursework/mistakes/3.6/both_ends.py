# task: 3.6
# mistake: lists of another length

def chain_backward(grad_out, caches):
    grad_inputs = [grad_out]
    grad_thetas = []
    for backward, cache in reversed(caches):
        g = backward(grad_inputs[0], cache)
        grad_inputs.insert(0, g[0])
        grad_thetas.insert(0, tuple(g[1:]))
    return grad_inputs, grad_thetas
