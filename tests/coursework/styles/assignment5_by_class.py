"""RBF networks, one class after the other; helpers of its own."""
import numpy as np


def rbf_forward(x, mu, log_beta):
    columns = []
    for centre, precision in zip(mu, np.exp(log_beta)):
        columns.append(-((x - centre) ** 2 @ precision))
    return np.stack(columns, axis=1), {"x": x, "mu": mu, "beta": np.exp(log_beta)}


def rbf_backward(grad_q, cache):
    x, mu, beta = cache["x"], cache["mu"], cache["beta"]
    grad_x = np.zeros_like(x)
    grad_mu, grad_log_beta = [], []
    for c in range(len(mu)):
        diff = x - mu[c]
        g = grad_q[:, c]
        grad_x = grad_x - 2 * g[:, None] * diff * beta[c]
        grad_mu.append(2 * beta[c] * (g @ diff))
        grad_log_beta.append(-beta[c] * (g @ diff ** 2))
    return grad_x, np.array(grad_mu), np.array(grad_log_beta)


def log1mexp(q):
    half = q.dtype.type(-np.log(2))
    with np.errstate(all="ignore"):
        return np.where(q > half, np.log(-np.expm1(q)), np.log1p(-np.exp(q)))


def mask_of(y, q):
    return np.arange(q.shape[1])[None, :] == y[:, None]


def rbf_detectors_forward(q, y):
    each = -np.where(mask_of(y, q), q, log1mexp(q))
    return np.mean(np.sum(each, axis=1)), (q, y)


def rbf_detectors_backward(grad_J, cache):
    q, y = cache
    scale = q.dtype.type(grad_J / len(y))
    return scale * np.where(mask_of(y, q), -1, np.exp(q - log1mexp(q))).astype(q.dtype)


def stable_sigmoid(s):
    e = np.exp(-np.abs(s))
    return np.where(s >= 0, 1, e) / (1 + e)


def probabilities(s, top):
    def softmax(s):
        shifted = np.exp(s - np.max(s, axis=1)[:, None])
        return (shifted.T / shifted.sum(axis=1)).T
    tops = dict(softmax=softmax, sigmoids=stable_sigmoid, rbf=np.exp)
    return tops[top](s)


def mean_or_none(values):
    values = np.asarray(values)
    if values.size == 0:
        return None
    return float(values.mean())


def confidence_on_mistakes(p, y):
    return mean_or_none(p.max(axis=1)[p.argmax(axis=1) != y])


def agreement_on_mistakes(said, named, y):
    return mean_or_none((said == named)[named != y])


def agreement_where_both_err(said, named, y):
    return mean_or_none((said == named)[(named != y) & (said != y)])


def rubbish_error(p):
    fooled = np.sort(p, axis=1)[:, -1] > .5
    return mean_or_none(fooled), mean_or_none(p[fooled].max(axis=1) if fooled.any() else [])
