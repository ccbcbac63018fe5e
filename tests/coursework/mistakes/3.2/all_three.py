# task: 3.2
# mistake: no array

def affine_backward(grad_z, cache):
    x, W = cache
    return grad_z @ W.T, x.T @ grad_z, grad_z.sum(axis=0)


def affine_grad_x(grad_z, cache):
    return affine_backward(grad_z, cache)
