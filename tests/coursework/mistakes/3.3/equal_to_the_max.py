# task: 3.3
# mistake: gradient to ties

def max_pieces_forward(z):
    h = z.max(axis=2)
    return h, (z == h[:, :, None])


def max_pieces_backward(grad_h, cache):
    is_max = cache
    return is_max * grad_h[:, :, None]
