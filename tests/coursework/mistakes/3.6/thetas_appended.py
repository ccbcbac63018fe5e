# task: 3.6
# mistake: gradients in the other order

def chain_backward(grad_out, caches):
    grad_inputs = [None] * len(caches)
    grad_thetas = []
    g = grad_out
    for k in range(len(caches) - 1, -1, -1):
        backward, cache = caches[k]
        result = backward(g, cache)
        g = result[0]
        grad_inputs[k] = g
        grad_thetas += [result[1:]]
    return grad_inputs, grad_thetas
