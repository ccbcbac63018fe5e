# task: 3.6
# mistake: gradient not handed on

def chain_backward(grad_out, caches):
    grad_inputs, grad_thetas = [], []
    for k in range(len(caches)):
        backward, cache = caches[k]
        g = backward(grad_out, cache)
        grad_inputs.append(g[0])
        grad_thetas.append(g[1:])
    return grad_inputs, grad_thetas
