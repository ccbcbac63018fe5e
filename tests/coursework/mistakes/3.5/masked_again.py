# task: 3.5
# mistake: mask used twice

def dropout_forward(x, mask):
    out = x * mask
    return out, (out, mask)


def dropout_backward(grad_out, cache):
    out, mask = cache
    grad_x = grad_out * mask
    grad_x = grad_x * mask      # same mask as in forward
    return grad_x
