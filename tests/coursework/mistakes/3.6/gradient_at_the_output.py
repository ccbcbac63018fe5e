# task: 3.6
# mistake: gradients one layer off

def chain_backward(grad_out, caches):
    grad_inputs, grad_thetas = [], []
    grad = grad_out
    for backward, cache in reversed(caches):
        grad_inputs = [grad] + grad_inputs
        grad, *rest = backward(grad, cache)
        grad_thetas = [tuple(rest)] + grad_thetas
    return grad_inputs, grad_thetas
