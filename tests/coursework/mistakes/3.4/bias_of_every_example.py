# task: 3.4
# mistake: bias not summed

def maxout_backward(grad_h, cache):
    affine_cache, max_cache, (D, M, K) = cache
    grad_z = max_pieces_backward(grad_h, max_cache)
    gx, gW, _ = affine_backward(grad_z.reshape(-1, M * K), affine_cache)
    return gx, gW.reshape(D, M, K), grad_z
