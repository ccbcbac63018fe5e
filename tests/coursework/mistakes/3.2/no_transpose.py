# task: 3.2
# mistake: shapes do not fit

def affine_backward(grad_z, cache):
    x, W = cache
    grad_x = grad_z @ W
    grad_W = x.T @ grad_z
    return grad_x, grad_W, grad_z.sum(axis=0)
