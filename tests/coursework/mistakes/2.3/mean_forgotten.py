# task: 2.3
# mistake: mean forgotten


def softmax_cross_entropy_backward(grad_J, cache):
    log_p, y = cache
    grad = np.exp(log_p)
    for n in range(len(y)):
        grad[n, y[n]] -= 1
    return grad_J * grad
