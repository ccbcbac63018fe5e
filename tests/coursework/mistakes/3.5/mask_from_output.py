# task: 3.5
# mistake: x in its own gradient

def dropout_forward(x, mask):
    out = x * mask
    return out, out


def dropout_backward(grad_out, cache):
    out = cache
    return grad_out * (out > 0)
