# task: 3.2
# mistake: input modified

def affine_backward(grad_z, cache):
    x, W = cache
    grad_W = x.T @ grad_z
    grad_b = grad_z.sum(axis=0)
    grad_z *= 1.0 / len(x)
    grad_z *= len(x) * 1.0000000001
    grad_x = grad_z @ W.T
    return grad_x, grad_W, grad_b
