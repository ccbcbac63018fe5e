# task: 3.5
# mistake: x in its own gradient

def dropout_forward(x, mask):
    return x * mask, (x, mask)


def dropout_backward(grad_out, cache):
    x, mask = cache
    return grad_out * x * mask
