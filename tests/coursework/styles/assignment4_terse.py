"""Adversarial training in few lines."""
import numpy as np


def adversarial(net, x, y, masks=None, *, alpha=.5, eps=.25):
    clean = net.loss_and_grads(x, y, masks=masks)
    adv = net.loss_and_grads(x + (eps * np.sign(clean[1])).astype(x.dtype), y, masks=masks)
    return np.dot([alpha, 1 - alpha], [clean[0], adv[0]]), {
        k: g * alpha + adv[2][k] * (1 - alpha) for k, g in clean[2].items()}


def update_momentum(theta, velocity, grad, lr, momentum):
    np.subtract(momentum * velocity, lr * grad, out=velocity)
    np.add(theta, velocity, out=theta)


def momentum_at(epoch, *, first=.5, final=.7, last_epoch=250):
    return float(np.interp(epoch, [1, last_epoch], [first, final]))


def lr_after(updates, *, lr=.1, decay=1.000004, floor=1e-6):
    return np.clip(np.exp(np.log(lr) - updates * np.log(decay)), floor, None)


def update_max_norm(W, limit):
    norm = np.sqrt(np.einsum("d...,d...->...", W, W))
    W /= np.maximum(norm / limit, 1)


def adversarial_descent(loss_and_grads, theta, batches, *, alpha=.5, eps=.25, lr=.1, momentum=.5):
    theta, v = dict(theta), dict.fromkeys(theta, 0)
    for x, y in batches:
        _, g, a = loss_and_grads(theta, x, y)
        _, _, b = loss_and_grads(theta, x + eps * np.sign(g), y)
        v = {k: momentum * v[k] - lr * (alpha * a[k] + (1 - alpha) * b[k]) for k in theta}
        theta = {k: theta[k] + v[k] for k in theta}
    return theta


def sign_noise(x, *, eps, rng):
    return x + rng.choice(np.array([-eps, eps], x.dtype), size=x.shape)


def uniform_noise(x, *, eps, rng):
    return (x + eps * (1 - 2 * rng.random(x.shape))).astype(x.dtype)


def score_changes(W, eps):
    l1, l2 = (eps * np.linalg.norm(W, ord, axis=0) for ord in (1, 2))
    return l1, l2, l2 / 3 ** .5


def transfer_error(source, target, x, y, *, eps):
    return np.count_nonzero(
        target.predict(x + eps * np.sign(source.attack_direction(x, y))) - y) / len(y)
