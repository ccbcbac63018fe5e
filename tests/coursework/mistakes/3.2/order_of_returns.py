# task: 3.2
# mistake: wrong shape

def affine_backward(grad_z, cache):
    x, W = cache
    return x.T @ grad_z, grad_z.sum(axis=0), grad_z @ W.T
