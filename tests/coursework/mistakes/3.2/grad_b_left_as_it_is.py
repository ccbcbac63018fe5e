# task: 3.2
# mistake: bias not summed

def affine_backward(grad_z, cache):
    x, W = cache
    dx = grad_z.dot(W.T)
    dW = x.T.dot(grad_z)
    db = grad_z
    return dx, dW, db
