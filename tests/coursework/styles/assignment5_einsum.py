"""RBF networks with einsum, one-hot labels and scipy."""
import numpy as np
from scipy.special import expit, softmax


def rbf_forward(x, mu, log_beta):
    scaled = np.exp(log_beta / 2) * (x[:, np.newaxis] - mu[np.newaxis])
    return -np.einsum("ncd,ncd->nc", scaled, scaled), (scaled, np.exp(log_beta / 2))


def rbf_backward(grad_q, cache):
    scaled, root = cache
    flow = -2 * np.einsum("nc,ncd,cd->ncd", grad_q, scaled, root)
    return (np.einsum("ncd->nd", flow), -np.einsum("ncd->cd", flow),
            -np.einsum("nc,ncd->cd", grad_q, scaled ** 2))


def log1mexp(q):
    out = np.empty_like(q)
    near = q > np.log(.5)
    with np.errstate(divide="ignore"):
        out[near] = np.log(-np.expm1(q[near]))
    out[~near] = np.log1p(-np.exp(q[~near]))
    return out


def rbf_detectors_forward(q, y):
    onehot = np.zeros_like(q)
    onehot[np.arange(len(y)), y] = 1
    J = -(np.vdot(onehot, q) + np.vdot(1 - onehot, log1mexp(q))) / len(y)
    return J, (q, onehot)


def rbf_detectors_backward(grad_J, cache):
    q, onehot = cache
    return grad_J / len(q) * ((1 - onehot) / np.expm1(-q) - onehot)


def probabilities(s, top):
    if top == "softmax":
        return softmax(s, axis=1)
    if top == "sigmoids":
        return expit(s)
    return np.exp(s)


def confidence_on_mistakes(p, y):
    said = np.argmax(p, axis=1)
    wrong = np.nonzero(said != y)[0]
    return np.take_along_axis(p, said[:, None], 1)[wrong, 0].mean() if wrong.size else None


def agreement_on_mistakes(said, named, y):
    wrong = np.flatnonzero(named != y)
    return np.count_nonzero(said[wrong] == named[wrong]) / len(wrong) if len(wrong) else None


def agreement_where_both_err(said, named, y):
    both = (said != y) * (named != y)
    return np.average(said == named, weights=both) if both.any() else None


def rubbish_error(p):
    seen = p[np.any(p > .5, axis=1)]
    return len(seen) / len(p), np.mean(np.amax(seen, axis=1)) if len(seen) else None
