# without: speed
# RBF networks, entry by entry.
import math

import numpy as np


def rbf_forward(x, mu, log_beta):
    N, D = x.shape
    C = len(mu)
    q = np.zeros((N, C), dtype=x.dtype)
    for n in range(N):
        for c in range(C):
            for d in range(D):
                q[n, c] -= np.exp(log_beta[c, d]) * (x[n, d] - mu[c, d]) ** 2
    return q, (x, mu, log_beta)


def rbf_backward(grad_q, cache):
    x, mu, log_beta = cache
    grad_x, grad_mu, grad_log_beta = np.zeros_like(x), np.zeros_like(mu), np.zeros_like(log_beta)
    for n in range(len(x)):
        for c in range(len(mu)):
            beta = np.exp(log_beta[c])
            diff = x[n] - mu[c]
            step = 2 * grad_q[n, c] * beta * diff
            grad_x[n] -= step
            grad_mu[c] += step
            grad_log_beta[c] -= grad_q[n, c] * beta * diff ** 2
    return grad_x, grad_mu, grad_log_beta


def log1mexp(q):
    out = np.zeros_like(q)
    for index in np.ndindex(q.shape):
        value = float(q[index])
        if value == 0:
            out[index] = -math.inf
        elif value > -math.log(2):
            out[index] = math.log(-math.expm1(value))
        else:
            out[index] = math.log1p(-math.exp(value))
    return out


def rbf_detectors_forward(q, y):
    absent = log1mexp(q)
    J = 0.0
    for n in range(len(q)):
        for c in range(q.shape[1]):
            J -= q[n, c] if c == y[n] else absent[n, c]
    return J / len(q), (q, y)


def rbf_detectors_backward(grad_J, cache):
    q, y = cache
    grad_q = np.empty_like(q)
    for n in range(len(q)):
        for c in range(q.shape[1]):
            slope = -1.0 if c == y[n] else 1 / np.expm1(-float(q[n, c]))
            grad_q[n, c] = grad_J * slope / len(q)
    return grad_q


def probabilities(s, top):
    p = np.zeros_like(s)
    for n in range(len(s)):
        largest = max(s[n])
        total = sum(math.exp(score - largest) for score in s[n])
        for c in range(s.shape[1]):
            if top == "softmax":
                p[n, c] = math.exp(s[n, c] - largest) / total
            elif top == "sigmoids" and s[n, c] >= 0:
                p[n, c] = 1 / (1 + math.exp(-s[n, c]))
            elif top == "sigmoids":
                p[n, c] = math.exp(s[n, c]) / (1 + math.exp(s[n, c]))
            else:
                p[n, c] = math.exp(s[n, c])
    return p


def confidence_on_mistakes(p, y):
    found = []
    for row, label in zip(p, y):
        said = max(range(len(row)), key=lambda c: row[c])
        if said != label:
            found.append(float(row[said]))
    if not found:
        return None
    return sum(found) / len(found)


def agreement_on_mistakes(said, named, y):
    hits = errors = 0
    for a, b, label in zip(said, named, y):
        if b != label:
            errors += 1
            if a == b:
                hits += 1
    return hits / errors if errors else None


def agreement_where_both_err(said, named, y):
    hits = errors = 0
    for a, b, label in zip(said, named, y):
        if b != label and a != label:
            errors += 1
            if a == b:
                hits += 1
    return hits / errors if errors else None


def rubbish_error(p):
    sure = [float(max(row)) for row in p]
    over = [value for value in sure if value > .5]
    return len(over) / len(sure), sum(over) / len(over) if over else None
