"""Derivatives along a line: of t -> f(t) at t = 0, where f returns (out, pieces).

`pieces` are those at t = 0: a list of arrays, constant between the kinks of f. Both functions
return the derivative, and whether f stayed on these pieces within the step.

Complex step: Im f(ih) / h with h = 1e-30. No two near numbers are subtracted, so it is exact to
rounding [Squire and Trapp 1998]; it needs an f that is analytic and takes complex numbers, and our
pairs in COMPLEX_STEP are and do. (Another's pair of the same name may fill a real array, and lose
Im f.)

Central differences of fourth order for the others: max_pieces, maxout and relu have kinks, the
adversarial logistic loss has absolute values, and sigmoid, logistic and independent_sigmoids,
though analytic, rest on logaddexp and expit, which take no complex numbers. With h = 2^-13
truncation is of order h^4 = 2e-16, and what remains is the rounding of f, 1.5 * 2^-53 |f| / h =
1.4e-12 |f| for its last operation, and some times that for the sums within: allowed twenty times.
Second order would leave h^2 = 1e-8, as much as the adjoint error may
be; a longer step would cross more kinks.
"""
import numpy as np

COMPLEX_STEP = ("affine", "column", "dropout", "rbf", "softmax_cross_entropy", "rbf_detectors")
STEP = 2.0 ** -13            # a power of two, so that a step along one entry is exact


def central_difference(f, pieces):
    """(8 (f(h) - f(-h)) - (f(2h) - f(-2h))) / 12h."""
    outs, met = zip(*(f(k * STEP) for k in (-2, -1, 1, 2)))
    far_left, left, right, far_right = outs
    difference = (8 * (right - left) - (far_right - far_left)) / (12 * STEP)
    return difference, all(_same(pieces, there) for there in met)


def complex_step(f, pieces, *, h=1e-30):
    """Im f(ih) / h: so short a step that no kink is met."""
    out, _ = f(1j * h)
    return np.imag(out) / h, True


def rounding(derivative):
    """The error to allow a derivative, from rounding alone, relative to |f|."""
    eps = np.finfo(np.float64).eps
    return 15 * eps / STEP if derivative is central_difference else 40 * eps


def _same(pieces, others):
    return len(pieces) == len(others) and all(map(np.array_equal, pieces, others))
