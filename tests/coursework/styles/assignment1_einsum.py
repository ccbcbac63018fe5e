"""The linear assignment with einsum, broadcasting and the stable forms written out."""
import numpy as np


def best_eta(w, eps):
    return np.where(w == 0, 0, np.copysign(eps, w)).astype(w.dtype)


def growth(w, eps):
    return eps * np.linalg.norm(w, ord=1)


def noise_growth(w, eps):
    return eps * np.einsum("d,d->", w, w) ** .5


def softplus(z):
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))


def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)


def logistic_forward(s, y):
    m = np.einsum("n,n->n", s, y.astype(s.dtype))
    return np.einsum("n->", softplus(-m)) / m.size, {"m": m, "y": y}


def logistic_backward(grad_J, cache):
    m, y = cache["m"], cache["y"]
    return (sigmoid(-m) * -y * grad_J / m.size).astype(m.dtype)


def linear_fgsm(x, w, b, y, eps):
    eta = np.einsum("n,d->nd", -y, best_eta(w, eps))
    return (x + eta).astype(x.dtype)


def adversarial_logistic_forward(x, w, b, y, eps):
    x_adv = linear_fgsm(x, w, b, y, eps)
    s = np.einsum("nd,d->n", x_adv, w) + b
    J, cache = logistic_forward(s, y)
    return J, (x_adv, w, cache)


def adversarial_logistic_backward(grad_J, cache):
    x_adv, w, inner = cache
    grad_s = logistic_backward(grad_J, inner)
    return np.einsum("n,d->nd", grad_s, w), np.einsum("n,nd->d", grad_s, x_adv), grad_s.sum()


def printed_adversarial_logistic(x, w, b, y, eps):
    s = np.einsum("nd,d->n", x, w) + b
    return np.mean(softplus(y * eps * abs(w).sum() - y * s))


def corner_losses(x, w, b, y, eps):
    corners = np.stack(np.meshgrid(*[[-eps, eps]] * len(w)), -1).reshape(-1, len(w))
    s = np.einsum("cd,d->c", corners, w)[:, None] + np.einsum("nd,d->n", x, w) + b
    losses = softplus(-s * y)
    return losses.max(0), losses.min(0)
