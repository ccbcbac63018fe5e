# task: 3.6
# mistake: gradients in the other order

def chain_backward(grad_out, caches):
    grad_inputs, grad_thetas = [], []
    for backward, cache in caches[::-1]:
        grad_out, *thetas = backward(grad_out, cache)
        grad_inputs.append(grad_out)
        grad_thetas.append(tuple(thetas))
    return grad_inputs, grad_thetas
