# task: 3.4
# mistake: stale cache

def maxout_forward(x, W, b):
    D, M, K = W.shape
    z, maxout_forward.affine = affine_forward(x, W.reshape(D, M * K), b.reshape(M * K))
    h, maxout_forward.maximum = max_pieces_forward(z.reshape(-1, M, K))
    return h, W.shape


def maxout_backward(grad_h, cache):
    D, M, K = cache
    grad_z = max_pieces_backward(grad_h, maxout_forward.maximum)
    gx, gW, gb = affine_backward(grad_z.reshape(-1, M * K), maxout_forward.affine)
    return gx, gW.reshape(D, M, K), gb.reshape(M, K)
