"""Adversarial training with small classes, one pass over both kinds of examples where it fits."""
from dataclasses import dataclass

import numpy as np


@dataclass
class Pass:
    J: float
    grad_x: np.ndarray
    grads: dict


class Mixture:
    def __init__(self, alpha):
        self.weights = alpha, 1 - alpha

    def __call__(self, clean, adversarial):
        a, b = self.weights
        grads = {name: a * clean.grads[name] + b * adversarial.grads[name] for name in clean.grads}
        return a * clean.J + b * adversarial.J, grads


def fgsm_step(x, grad_x, eps):
    eta = np.zeros_like(x)
    eta[grad_x > 0] = eps
    eta[grad_x < 0] = -eps
    return x + eta


def adversarial(net, x, y, masks=None, *, alpha=.5, eps=.25):
    clean = Pass(*net.loss_and_grads(x, y, masks=masks))
    attacked = Pass(*net.loss_and_grads(fgsm_step(x, clean.grad_x, eps), y, masks=masks))
    return Mixture(alpha)(clean, attacked)


def update_momentum(theta, velocity, grad, lr, momentum):
    new = velocity * np.asarray(momentum, theta.dtype) - grad * np.asarray(lr, theta.dtype)
    velocity[...] = new
    theta[...] = theta + new


def momentum_at(epoch, *, first=.5, final=.7, last_epoch=250):
    if epoch >= last_epoch:
        return final
    return (first * (last_epoch - epoch) + final * (epoch - 1)) / (last_epoch - 1)


def lr_after(updates, *, lr=.1, decay=1.000004, floor=1e-6):
    decayed = lr * (1 / decay) ** updates
    return decayed if decayed > floor else floor


def update_max_norm(W, limit):
    flat = W.reshape(W.shape[0], -1)
    norms = np.linalg.norm(flat, axis=0).reshape(W.shape[1:])
    too_long = norms > limit
    W[:, too_long] = W[:, too_long] / norms[too_long] * limit


class Momentum:
    def __init__(self, theta, lr, momentum):
        self.theta = {name: array + 0 for name, array in theta.items()}
        self.velocity = {name: np.zeros_like(array) for name, array in theta.items()}
        self.lr, self.momentum = lr, momentum

    def step(self, grads):
        for name, grad in grads.items():
            update_momentum(self.theta[name], self.velocity[name], grad, self.lr, self.momentum)


def adversarial_descent(loss_and_grads, theta, batches, *, alpha=.5, eps=.25, lr=.1, momentum=.5):
    optimiser = Momentum(theta, lr, momentum)
    for x, y in batches:
        clean = Pass(*loss_and_grads(optimiser.theta, x, y))
        x_adv = fgsm_step(x, clean.grad_x, eps)
        attacked = Pass(*loss_and_grads(optimiser.theta, x_adv, y))
        optimiser.step(Mixture(alpha)(clean, attacked)[1])
    return optimiser.theta


def sign_noise(x, *, eps, rng):
    heads = rng.random(x.shape) < .5
    return np.where(heads, x + eps, x - eps).astype(x.dtype)


def uniform_noise(x, *, eps, rng):
    return rng.uniform(x - eps, x + eps).astype(x.dtype)


def score_changes(W, eps):
    corner = eps * np.sign(W)
    largest = np.einsum("dm,dm->m", corner, W)
    variance = eps ** 2 * np.diag(W.T @ W)
    return largest, np.sqrt(variance), np.sqrt(variance / 3)


def transfer_error(source, target, x, y, *, eps):
    x_adv = fgsm_step(x, source.attack_direction(x, y), eps)
    return 1 - float(np.mean(target.predict(x_adv) == y))
