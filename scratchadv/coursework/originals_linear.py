"""Functions of assignment 1 that the package has only within larger ones; the tests compare them.

N examples, D inputs; w: the weights of a linear score s = w'x + b, y in {-1, +1}.
"""
import itertools

import numpy as np

from scratchadv.losses.logistic import softplus


def best_eta(w, eps):
    """argmax { w . eta : maxnorm(eta) <= eps }, 0 where w is 0.  w: (D,) -> eta: (D,).  [sec. 3]"""
    return eps * np.sign(w)


def growth(w, eps):
    """w . eta at the best eta, eps l1norm(w) = eps m n.  w: (D,) -> ().  [sec. 3]"""
    return eps * np.abs(w).sum()


def noise_growth(w, eps):
    """The standard deviation of w . eta at random signs, eps l2norm(w).  w: (D,) -> ().  [sec. 6]

    Each eta_d is eps or -eps, by a fair coin of its own.
    """
    return eps * np.sqrt((w ** 2).sum())


def linear_fgsm(x, w, b, y, eps):
    """x~ = x + eps sign(grad_x zeta(-y(w'x + b))), the exact sign at any margin.

    x: (N, D), w: (D,), b: (), y: (N,) -> x~: (N, D), a new array of x's dtype.  [sec. 5]
    """
    y = y.astype(x.dtype)
    return x - eps * np.outer(y, np.sign(w))


def corner_losses(x, w, b, y, eps):
    """The largest and the smallest loss zeta(-y(w'x + b)) over the 2^D corners of each x's box.

    x: (N, D), w: (D,), b: (), y: (N,) -> worst: (N,), friendliest: (N,).
    The corners are all x + eta where each eta_d is eps or -eps.  [sec. 5]
    """
    corners = np.array(list(itertools.product((-eps, eps), repeat=len(w))))      # (2^D, D)
    losses = softplus(-y * ((x + corners[:, None]) @ w + b))                     # (2^D, N)
    return losses.max(axis=0), losses.min(axis=0)
