# task: 3.5
# mistake: mask forgotten

def dropout_backward(grad_out, cache):
    return grad_out
