# task: 3.5
# mistake: stale cache

MASK = []


def dropout_forward(x, mask):
    MASK.append(mask)
    return x * mask, None


def dropout_backward(grad_out, cache):
    return grad_out * MASK[-1]
