"""Independent RBF detectors, p_c = exp(q_c): a binary cross-entropy for each class.  [sec. 7]

(Below it, for comparison, the squared error of p.)

J = mean_n [-q_y - sum_{c != y} log(1 - exp(q_c))], q_c <= 0. N examples, C classes. The paper says
no more than that its units "default to predicting the class is absent"; that each class is a
detector of its own, trained by binary cross-entropy, is our reading: scores of a softmax could not
fall below 10% confidence, and the paper has 1.2%.
"""
import numpy as np


def log1mexp(q):
    """log(1 - exp(q)) for q <= 0, in the form that keeps its digits; -inf, its value, at q = 0."""
    q = np.asarray(q)
    with np.errstate(divide="ignore"):
        near = np.log(-np.expm1(np.maximum(q, -np.log(2))))
        far = np.log1p(-np.exp(np.minimum(q, -np.log(2))))
        return np.where(q > -np.log(2), near, far).astype(np.result_type(q, np.float32))


def rbf_detectors_forward(q, y):
    """J = mean_n [-q_y - sum_{c != y} log(1 - exp(q_c))].  q: (N, C), y: (N,) -> J: (), cache.

    Infinite, rightly, when an example lies exactly on the centre of a class that is absent.
    """
    rows = np.arange(len(y))
    log_p = log1mexp(q)                               # (N, C): log P(absent) ...
    log_p[rows, y] = q[rows, y]                       # ... and log P(present) in the label's column
    return -log_p.sum(axis=1).mean(), (q, y)


def rbf_detectors_backward(grad_J, cache):
    """dJ/dq_y = -1 / N, dJ/dq_c = exp(q_c) / (1 - exp(q_c)) / N.  grad_J: () -> grad_q: (N, C)."""
    q, y = cache
    with np.errstate(divide="ignore"):
        grad_q = np.exp(q) / np.abs(np.expm1(q))      # (N, C), +inf at q = 0 and at q = -0 alike
    grad_q[np.arange(len(y)), y] = -1
    return grad_q * (grad_J / len(y))


def rbf_detectors_direction(q, y):
    """dJ/dq, each row divided in the log by its largest entry.  q: (N, C), y: (N,) -> (N, C).

    On the centre of an absent class that entry is infinite and takes the whole row: dq/dx is 0
    there, so the direction is 0, and evaluation.evaluate_fgsm counts it.
    """
    rows = np.arange(len(y))
    log_size = q - log1mexp(q)                        # (N, C)
    log_size[rows, y] = 0
    largest = log_size.max(axis=1, keepdims=True)
    with np.errstate(invalid="ignore"):
        d = np.where(log_size == largest, 1, np.exp(log_size - largest)).astype(log_size.dtype)
    d[rows, y] *= -1
    return d


def rbf_detectors_float32(q, y):
    """rbf_detectors_direction in single precision: the label's -1 is exact, nothing is lost."""
    return rbf_detectors_direction(q.astype(np.float32), y)


def rbf_squared_error_forward(q, y):
    """J = mean_n sum_c (p_c - onehot(y)_c)^2, p = exp(q): a loss of p, not of log p.

    For comparison with the one above.  q: (N, C), y: (N,) -> J: (), cache.
    """
    p = np.exp(q)                                     # (N, C)
    error = p.copy()
    error[np.arange(len(y)), y] -= 1
    return np.square(error).sum(axis=1).mean(), (p, error)


def rbf_squared_error_backward(grad_J, cache):
    """2 (p - onehot(y)) p / N, which vanishes with p far from a centre.  grad_J: () -> (N, C)."""
    p, error = cache
    return 2 * error * p * (grad_J / len(p))
