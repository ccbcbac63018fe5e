"""What is measured of a model and of an attack.

N examples, D inputs, C classes, F filters. The confidence of a prediction is its largest
probability, for labels in {-1, +1} max(p, 1 - p). "Confidence" in the paper is its mean over the
mistakes, unless said.  ValueError: an x or y that does not fit the net, arrays of another shape or
not finite, a net that returns NaN.
"""
import numpy as np
from scipy.special import ndtri

from scratchadv import checks


# -- of a model

def outcome(net, x):
    """What the net says of each example.  x: (N, D) -> predicted labels (N,), confidence (N,).

    ValueError: wrong x; scores that are NaN.
    """
    s = checks.check_scores(checks.check_net(net, ("scores",)).scores(x))
    return net.loss_function.predict(s), top_probability(net.loss_function.probabilities(s))


def top_probability(p):
    """p: (N, C), or (N,) = P(y=+1) -> the probability of the more likely class, (N,)."""
    return p.max(axis=1) if p.ndim == 2 else np.maximum(p, 1 - p)


def error(net, x, y):
    """The share of examples whose predicted label is not y.  x: (N, D), y: (N,) -> number."""
    predicted = checks.check_net(net, ("predict",)).predict(x)
    return float((predicted != checks.check_targets(y, len(x), net.n_classes)).mean())


def confidence(net, x):
    """The mean confidence over all examples.  x: (N, D) -> number."""
    return float(outcome(net, x)[1].mean(dtype=np.float64))


def confidence_on_mistakes(net, x, y):
    """The mean confidence over the mistakes, as the paper has it; None where there are none."""
    predicted, sure = outcome(net, x)
    wrong = predicted != checks.check_targets(y, len(x), net.n_classes)
    return float(sure[wrong].mean(dtype=np.float64)) if wrong.any() else None


def agreement(net_a, net_b, x):
    """The share of examples to which both nets give the same label.  x: (N, D) -> number."""
    for net, name in ((net_a, "net_a"), (net_b, "net_b")):
        checks.check_net(net, ("predict",), name)
    if net_a.n_classes != net_b.n_classes:
        raise ValueError("net_a and net_b must have the same labels, got n_classes "
                         f"{net_a.n_classes} and {net_b.n_classes}")
    return float((net_a.predict(x) == net_b.predict(x)).mean())


def wilson_interval(k, n, *, confidence=.95):
    """Wilson's score interval for a share of k among n: never below 0 or above 1.  -> low, high

    The two p at which (k/n - p)^2 = z^2 p (1 - p) / n.  [Wilson 1927]
    """
    k, n = checks.check_count(k, "k", low=0), checks.check_count(n, "n")
    if k > n:
        raise ValueError(f"k must be at most n, got k={k} and n={n}")
    z = float(ndtri((1 + _check_confidence(confidence)) / 2))
    centre = k + z * z / 2
    half = z * np.sqrt(k * (n - k) / n + z * z / 4)
    low, high = (centre - half) / (n + z * z), (centre + half) / (n + z * z)
    return (0.0 if k == 0 else float(low)), (1.0 if k == n else float(high))


# -- of an attack

def zero_direction_share(g):
    """The share of rows that are 0 throughout, where an attack stands still.  g: (N, D)."""
    return float((~np.any(g, axis=1)).mean())


def l2norm(eta):
    """The l2 length of every row.  eta: (N, D) -> (N,)."""
    return np.linalg.norm(_rows(eta), axis=1)


def rms(eta):
    """Root mean square of every row: the size of a typical pixel's change.  eta: (N, D) -> (N,)."""
    return l2norm(eta) / np.sqrt(_rows(eta).shape[1])


# -- of filters [fig. 3]

def window_share(W, *, window=7):
    """The share of a filter's l1 mass in its best square of window x window pixels.  [fig. 3]

    W: (D, ...), D = side^2 pixels along the first axis -> (...). A filter of zeros has share 0.
    """
    mass = np.abs(_filters(W))                                        # (F, side, side)
    side = mass.shape[1]
    if checks.check_count(window, "window") > side:
        raise ValueError(f"window must be at most {side}, the side of a filter, got {window}")
    corner = np.zeros((len(mass), side + 1, side + 1))     # [f, i, j]: mass above and left of i, j
    corner[:, 1:, 1:] = mass.cumsum(axis=1).cumsum(axis=2)
    inside = (corner[:, window:, window:] - corner[:, :-window, window:]
              - corner[:, window:, :-window] + corner[:, :-window, :-window])
    total = corner[:, -1, -1]
    best = inside.max(axis=(1, 2))
    return np.divide(best, total, out=np.zeros_like(best), where=total > 0).reshape(W.shape[1:])


def spatial_entropy(W):
    """Entropy in bits of |w| / l1norm(w) over the pixels: log2(D) if spread evenly, 0 for one.

    W: (D, ...) -> (...). A filter of zeros has entropy 0.  [fig. 3]
    """
    mass = np.abs(_filters(W)).reshape(-1, len(W))                    # (F, D)
    total = mass.sum(axis=1, keepdims=True)
    share = np.divide(mass, total, out=np.zeros_like(mass), where=total > 0)
    log_share = np.log2(share, out=np.zeros_like(share), where=share > 0)
    return -(share * log_share).sum(axis=1).reshape(W.shape[1:])


# -- helpers

def _rows(eta):
    """eta as (N, D).  ValueError: another number of axes."""
    eta = checks.as_array(eta, "eta")
    if eta.ndim != 2:
        raise ValueError(f"eta must have shape (N, D), got {checks.describe(eta)}; of one example "
                         "pass eta[None, :]")
    return eta


def _filters(W):
    """W: (side^2, ...) -> (F, side, side) in float64.  ValueError: D no square, or not finite."""
    if not isinstance(W, np.ndarray) or not W.size:
        raise ValueError(f"W must be an array (D, ...), got {type(W).__name__} of {np.size(W)}")
    if not np.isfinite(W).all():
        raise ValueError("W must be finite, got NaN or infinite entries")
    side = round(len(W) ** .5)
    if side * side != len(W):
        raise ValueError(f"W must have a square number of pixels in front, got shape {W.shape}")
    return np.moveaxis(W.astype(np.float64), 0, -1).reshape(-1, side, side)


def _check_confidence(value):
    if checks.check_number(value, "confidence", low=0, high=1) in (0, 1):
        raise ValueError(f"confidence must lie between 0 and 1, both excluded, got {value!r}")
    return value
