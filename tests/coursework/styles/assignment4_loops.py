# Adversarial training, entry by entry.
import math

import numpy as np


def adversarial(net, x, y, masks=None, *, alpha=.5, eps=.25):
    J, grad_x, grads = net.loss_and_grads(x, y, masks=masks)
    x_adv = x.copy()
    for n in range(x.shape[0]):
        for d in range(x.shape[1]):
            if grad_x[n, d] > 0:
                x_adv[n, d] = x_adv[n, d] + eps
            elif grad_x[n, d] < 0:
                x_adv[n, d] = x_adv[n, d] - eps
    J_adv, _, grads_adv = net.loss_and_grads(x_adv, y, masks=masks)
    mixed = {}
    for name in grads:
        mixed[name] = alpha * grads[name] + (1 - alpha) * grads_adv[name]
    return alpha * J + (1 - alpha) * J_adv, mixed


def update_momentum(theta, velocity, grad, lr, momentum):
    for index in np.ndindex(theta.shape):
        velocity[index] = momentum * velocity[index] - lr * grad[index]
        theta[index] = theta[index] + velocity[index]


def momentum_at(epoch, *, first=.5, final=.7, last_epoch=250):
    value = first
    for _ in range(1, min(epoch, last_epoch)):
        value += (final - first) / (last_epoch - 1)
    return value


def lr_after(updates, *, lr=.1, decay=1.000004, floor=1e-6):
    for _ in range(updates):
        lr = lr / decay
        if lr < floor:
            lr = floor
    return lr


def update_max_norm(W, limit):
    flat = W if W.ndim == 2 else W.reshape(len(W), -1)
    for j in range(flat.shape[1]):
        total = 0
        for i in range(flat.shape[0]):
            total += flat[i, j] ** 2
        norm = math.sqrt(total)
        if norm > limit:
            for i in range(flat.shape[0]):
                flat[i, j] *= limit / norm
    if flat is not W:
        W[...] = flat.reshape(W.shape)


def adversarial_descent(loss_and_grads, theta, batches, *, alpha=.5, eps=.25, lr=.1, momentum=.5):
    now, velocity = {}, {}
    for name in theta:
        now[name] = np.array(theta[name], copy=True)
        velocity[name] = np.zeros(theta[name].shape)
    for batch in batches:
        x, y = batch
        first = loss_and_grads(now, x, y)
        second = loss_and_grads(now, x + eps * np.sign(first[1]), y)
        for name in now:
            update_momentum(now[name], velocity[name],
                            alpha * first[2][name] + (1 - alpha) * second[2][name], lr, momentum)
    return now


def sign_noise(x, *, eps, rng):
    out = x.copy()
    for n in range(len(x)):
        for d in range(x.shape[1]):
            out[n, d] += eps if rng.random() < .5 else -eps
    return out


def uniform_noise(x, *, eps, rng):
    out = x.copy()
    for n in range(len(x)):
        for d in range(x.shape[1]):
            out[n, d] += rng.uniform(-eps, eps)
    return out


def score_changes(W, eps):
    D, M = W.shape
    out = np.zeros((3, M))
    for m in range(M):
        for d in range(D):
            out[0, m] += eps * abs(W[d, m])
            out[1, m] += (eps * W[d, m]) ** 2
            out[2, m] += (eps * W[d, m]) ** 2 / 3
    return out[0], out[1] ** .5, out[2] ** .5


def transfer_error(source, target, x, y, *, eps):
    g = source.attack_direction(x, y)
    wrong = 0
    for n in range(len(x)):
        x_adv = x[n:n + 1] + eps * np.sign(g[n:n + 1])
        if target.predict(x_adv)[0] != y[n]:
            wrong += 1
    return wrong / len(x)
