# task: 3.2
# mistake: summed over the wrong axis

def affine_backward(grad_z, cache):
    x, W = cache
    return grad_z @ W.T, x.T @ grad_z, grad_z.sum(axis=1)
