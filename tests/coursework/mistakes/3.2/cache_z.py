# task: 3.2
# mistake: output for input

def affine_forward(x, W, b):
    z = x @ W + b
    return z, (z, W)
