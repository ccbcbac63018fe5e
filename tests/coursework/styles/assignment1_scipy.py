"""The linear assignment with scipy.special and labels turned into a choice."""
import itertools

import numpy as np
from scipy import special


def best_eta(w, eps):
    eta = np.zeros_like(w)
    eta[w > 0], eta[w < 0] = eps, -eps
    return eta


def growth(w, eps):
    n, m = w.size, np.mean(np.abs(w))
    return eps * m * n


def noise_growth(w, eps):
    return np.sqrt(len(w)) * eps * np.sqrt(np.mean(np.square(w)))


def softplus(z):
    return -special.log_expit(-z)


def logistic_forward(s, y):
    return softplus(np.where(y == 1, -s, s)).mean(), (s, y)


def logistic_backward(grad_J, cache):
    s, y = cache
    pull = np.where(y == 1, -special.expit(-s), special.expit(s))
    return (grad_J / s.shape[0] * pull).astype(s.dtype)


def linear_fgsm(x, w, b, y, eps):
    up = x + best_eta(w, eps)
    down = x - best_eta(w, eps)
    return np.where(y[:, None] == 1, down, up)


def adversarial_logistic_forward(x, w, b, y, eps):
    y = np.asarray(y, dtype=x.dtype)
    z = -(np.dot(x, w) + b) * y + growth(w, eps)
    J = -np.mean(special.log_expit(-z))
    return J, [z, x, w, y, eps]


def adversarial_logistic_backward(grad_J, cache):
    z, x, w, y, eps = cache
    a = grad_J * special.expit(z) / z.size
    per_example = a[:, None] * (eps * np.sign(w)[None] - y[:, None] * x)
    return (-y * a)[:, None] * w[None], per_example.sum(axis=0), -np.dot(a, y)


def printed_adversarial_logistic(x, w, b, y, eps):
    return softplus(y * (growth(w, eps) - np.dot(x, w) - b)).mean()


def corner_losses(x, w, b, y, eps):
    losses = [softplus(-y * (np.dot(x + np.array(eta), w) + b))
              for eta in itertools.product([eps, -eps], repeat=x.shape[1])]
    return np.maximum.reduce(losses), np.minimum.reduce(losses)
