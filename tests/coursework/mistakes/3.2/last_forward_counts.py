# task: 3.2
# mistake: stale cache

saved = {}


def affine_forward(x, W, b):
    saved["x"] = x
    saved["W"] = W
    return x @ W + b, None


def affine_backward(grad_z, cache):
    return (grad_z @ saved["W"].T, saved["x"].T @ grad_z, grad_z.sum(axis=0))


def affine_grad_x(grad_z, cache):
    return grad_z @ saved["W"].T
