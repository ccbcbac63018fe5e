# task: 3.5
# mistake: scale forgotten

import numpy as np


def dropout_forward(x, mask):
    return np.where(mask != 0, x * mask, 0), mask > 0


def dropout_backward(grad_out, kept):
    return grad_out * kept
