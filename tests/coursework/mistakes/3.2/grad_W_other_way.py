# task: 3.2
# mistake: transposed

def affine_backward(grad_z, cache):
    x, W = cache
    dW = grad_z.T @ x
    return grad_z @ W.T, dW, grad_z.sum(0)
