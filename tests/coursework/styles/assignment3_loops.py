# without: speed
"""The maxout assignment in loops: examples, units and pieces one at a time."""
import numpy as np


def central_difference(f, v, h):
    grad = np.zeros(v.size)
    for k in range(v.size):
        right = v.astype(float).ravel()
        left = v.astype(float).ravel()
        right[k] = right[k] + h
        left[k] = left[k] - h
        grad[k] = (f(right.reshape(v.shape)) - f(left.reshape(v.shape))) / (2 * h)
    return grad.reshape(v.shape)


def affine_forward(x, W, b):
    N, D = x.shape
    M = W.shape[1]
    z = np.zeros((N, M), dtype=x.dtype)
    for n in range(N):
        for m in range(M):
            z[n, m] = b[m]
            for d in range(D):
                z[n, m] += x[n, d] * W[d, m]
    return z, {"x": x, "W": W}


def affine_backward(grad_z, cache):
    x, W = cache["x"], cache["W"]
    grad_x, grad_W = np.zeros_like(x), np.zeros_like(W)
    grad_b = np.zeros(W.shape[1], dtype=W.dtype)
    for n in range(x.shape[0]):
        for m in range(W.shape[1]):
            for d in range(x.shape[1]):
                grad_x[n, d] += grad_z[n, m] * W[d, m]
                grad_W[d, m] += grad_z[n, m] * x[n, d]
            grad_b[m] += grad_z[n, m]
    return grad_x, grad_W, grad_b


def affine_grad_x(grad_z, cache):
    return affine_backward(grad_z, cache)[0]


def max_pieces_forward(z):
    N, M, K = z.shape
    h, who = np.zeros((N, M), z.dtype), np.zeros((N, M), int)
    for n in range(N):
        for m in range(M):
            best = 0
            for k in range(1, K):
                if z[n, m, k] > z[n, m, best]:
                    best = k
            h[n, m], who[n, m] = z[n, m, best], best
    return h, (who, K)


def max_pieces_backward(grad_h, cache):
    who, K = cache
    N, M = grad_h.shape
    grad_z = np.zeros((N, M, K), grad_h.dtype)
    for n in range(N):
        for m in range(M):
            grad_z[n, m, who[n, m]] = grad_h[n, m]
    return grad_z


def maxout_forward(x, W, b):
    N, M, K = x.shape[0], W.shape[1], W.shape[2]
    z = np.zeros((N, M, K), x.dtype)
    for n in range(N):
        for m in range(M):
            for k in range(K):
                z[n, m, k] = (x[n] * W[:, m, k]).sum() + b[m, k]
    h, (who, _) = max_pieces_forward(z)
    return h, (x, W, who)


def maxout_backward(grad_h, cache):
    x, W, who = cache
    grad_x, grad_W, grad_b = np.zeros_like(x), np.zeros_like(W), np.zeros_like(W[0])
    for n in range(x.shape[0]):
        for m in range(W.shape[1]):
            k = who[n, m]
            grad_x[n] += grad_h[n, m] * W[:, m, k]
            grad_W[:, m, k] += grad_h[n, m] * x[n]
            grad_b[m, k] += grad_h[n, m]
    return grad_x, grad_W, grad_b


def dropout_mask(rng, shape, keep, scale, dtype):
    mask = np.zeros(shape, dtype)
    for row in range(shape[0]):
        for column in range(shape[1]):
            if rng.random() < keep:
                mask[row, column] = scale
    return mask


def dropout_forward(x, mask):
    out = np.empty_like(x)
    for n in range(x.shape[0]):
        for d in range(x.shape[1]):
            out[n, d] = mask[n, d] * x[n, d]
    return out, [mask]


def dropout_backward(grad_out, cache):
    mask = cache[0]
    grad_x = np.empty_like(grad_out)
    for n in range(mask.shape[0]):
        for d in range(mask.shape[1]):
            grad_x[n, d] = mask[n, d] * grad_out[n, d]
    return grad_x


def chain_forward(x, layers):
    out, caches = x, []
    for k in range(len(layers)):
        forward, backward, theta = layers[k]
        out, cache = forward(out, *theta)
        caches.append(cache)
    return out, (layers, caches)


def chain_backward(grad_out, kept):
    layers, caches = kept
    grad_inputs, grad_thetas = [None] * len(layers), [None] * len(layers)
    k = len(layers) - 1
    while k >= 0:
        found = layers[k][1](grad_out, caches[k])
        grad_out = found[0]
        grad_inputs[k], grad_thetas[k] = found[0], tuple(found[1:])
        k -= 1
    return grad_inputs, grad_thetas


def adjoint_error(forward, backward, args, u, v, h):
    right, left = [], []
    for k in range(len(args)):
        right.append(args[k] + h * v[k])
        left.append(args[k] - h * v[k])
    Jv = (forward(*right)[0] - forward(*left)[0]) / (2 * h)
    _, cache = forward(*args)
    grads = backward(u, cache)
    a = b = v_squared = grads_squared = 0.0
    for i in np.ndindex(u.shape):
        a += u[i] * Jv[i]
    for k in range(len(args)):
        for i in np.ndindex(args[k].shape):
            b += grads[k][i] * v[k][i]
            v_squared += v[k][i] ** 2
            grads_squared += grads[k][i] ** 2
    sizes = (np.sqrt((u ** 2).sum() * (Jv ** 2).sum())) + np.sqrt(v_squared * grads_squared)
    return abs(a - b) / sizes
