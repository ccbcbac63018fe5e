# task: 5.2
# mistake: gradient in beta, not in log beta

import numpy as np


def rbf_backward(grad_q, cache):
    x, mu, beta = cache
    d = x[:, None, :] - mu
    grad_x = np.einsum("nc,cd,ncd->nd", grad_q, -2 * beta, d)
    grad_mu = np.einsum("nc,cd,ncd->cd", grad_q, 2 * beta, d)
    grad_beta = -np.einsum("nc,ncd->cd", grad_q, d ** 2)
    return grad_x, grad_mu, grad_beta
