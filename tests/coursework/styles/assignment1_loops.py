# without: speed
"""The linear assignment in loops, one example and one input at a time."""
import math

import numpy as np


def best_eta(w, eps):
    eta = np.zeros(len(w), dtype=w.dtype)
    for d in range(len(w)):
        if w[d] > 0:
            eta[d] = eps
        elif w[d] < 0:
            eta[d] = -eps
    return eta


def growth(w, eps):
    eta, total = best_eta(w, eps), 0.0
    for d in range(len(w)):
        total += w[d] * eta[d]
    return total


def noise_growth(w, eps):
    variance = 0.0
    for weight in w:
        variance += (eps * weight) ** 2
    return math.sqrt(variance)


def softplus_of_one(z):
    if z > 0:
        return z + math.log1p(math.exp(-z))
    return math.log1p(math.exp(z))


def softplus(z):
    out = np.zeros(z.shape, dtype=z.dtype)
    for i in range(len(z)):
        out[i] = softplus_of_one(z[i])
    return out


def logistic_forward(s, y):
    total = 0.0
    for n in range(len(s)):
        total += softplus_of_one(-y[n] * s[n])
    return total / len(s), (s.copy(), y.copy())


def sigmoid_of_one(z):
    if z >= 0:
        return 1 / (1 + math.exp(-z))
    e = math.exp(z)
    return e / (1 + e)


def logistic_backward(grad_J, cache):
    s, y = cache
    grad_s = np.zeros_like(s)
    for n in range(len(s)):
        grad_s[n] = -y[n] * sigmoid_of_one(-y[n] * s[n]) * grad_J / len(s)
    return grad_s


def linear_fgsm(x, w, b, y, eps):
    eta = best_eta(w, eps)
    x_adv = np.array(x)
    for n in range(len(x)):
        for d in range(len(w)):
            x_adv[n, d] = x[n, d] - eta[d] if y[n] == 1 else x[n, d] + eta[d]
    return x_adv


def adversarial_logistic_forward(x, w, b, y, eps):
    total, bonus = 0.0, growth(w, eps)
    for n in range(len(x)):
        s = b
        for d in range(len(w)):
            s += x[n, d] * w[d]
        total += softplus_of_one(bonus - y[n] * s)
    return total / len(x), (x, w, b, y, eps)


def adversarial_logistic_backward(grad_J, cache):
    x, w, b, y, eps = cache
    grad_x, grad_w, grad_b = np.zeros_like(x), np.zeros_like(w), 0.0
    for n in range(len(x)):
        z = growth(w, eps) - y[n] * (x[n] @ w + b)
        a = grad_J * sigmoid_of_one(z) / len(x)
        for d in range(len(w)):
            grad_x[n, d] = -a * y[n] * w[d]
            grad_w[d] += a * (eps * np.sign(w[d]) - y[n] * x[n, d])
        grad_b -= a * y[n]
    return grad_x, grad_w, grad_b


def printed_adversarial_logistic(x, w, b, y, eps):
    total = 0.0
    for n in range(len(x)):
        total += softplus_of_one(y[n] * (growth(w, eps) - x[n] @ w - b))
    return total / len(x)


def corner_losses(x, w, b, y, eps):
    worst, friendliest = [], []
    for n in range(len(x)):
        losses = []
        for number in range(2 ** len(w)):
            s = b
            for d in range(len(w)):
                step = eps if (number >> d) % 2 else -eps
                s += (x[n, d] + step) * w[d]
            losses.append(softplus_of_one(-y[n] * s))
        worst.append(max(losses))
        friendliest.append(min(losses))
    return np.array(worst), np.array(friendliest)
