# task: 3.6
# mistake: walked forwards

def chain_backward(grad_out, caches):
    grad_inputs, grad_thetas = [], []
    for backward, cache in caches:
        grads = backward(grad_out, cache)
        grad_out = grads[0]
        grad_inputs.append(grad_out)
        grad_thetas.append(tuple(grads[1:]))
    return grad_inputs, grad_thetas
