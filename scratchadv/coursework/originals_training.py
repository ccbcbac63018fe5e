"""Functions of assignment 4 that the package has only with doors and options around them.

Each is the plain form of one of ours, and the tests compare the two.
N examples, D inputs, M outputs.
"""
import numpy as np

from scratchadv.optim import update_momentum


def adversarial(net, x, y, masks=None, *, alpha=.5, eps=.25):
    """J~ = alpha J(theta, x, y) + (1 - alpha) J(theta, x + eps sign(grad_x J(theta, x, y)), y).

    x: (N, D), y: (N,) -> J~: (), {name: gradient in theta}, the perturbation taken as a constant.
    net.loss_and_grads(x, y, masks=masks) -> J, grad_x (N, D), {name: gradient in theta}.
    masks: dropout masks, one set for all; None means no dropout.  [sec. 6, E5]
    """
    J, grad_x, grads = net.loss_and_grads(x, y, masks=masks)
    eta = eps * np.sign(grad_x)
    J_adv, _, grads_adv = net.loss_and_grads(x + eta, y, masks=masks)
    return (alpha * J + (1 - alpha) * J_adv,
            {name: alpha * grads[name] + (1 - alpha) * grads_adv[name] for name in grads})


def momentum_at(epoch, *, first=.5, final=.7, last_epoch=250):
    """The momentum of an epoch, which count from 1.  -> number

    It rises linearly from `first` in epoch 1 to `final` in `last_epoch`, and stays there.
    """
    risen = min(1, (epoch - 1) / max(1, last_epoch - 1))
    return first + risen * (final - first)


def lr_after(updates, *, lr=.1, decay=1.000004, floor=1e-6):
    """The learning rate after so many updates.  -> number

    It starts at `lr` and is divided by `decay` after every update, but not below `floor`.
    """
    return max(lr / decay ** updates, floor)


def adversarial_descent(loss_and_grads, theta, batches, *, alpha=.5, eps=.25, lr=.1, momentum=.5):
    """Descend J~, one step of momentum for each batch, its adversarial examples made afresh.

    loss_and_grads(theta, x, y) -> J, grad_x (N, D), {name: gradient}, without dropout.
    theta: {name: array}, not written into.  batches: [(x (N, D), y (N,)), ...].
    -> {name: array}, the parameters after the last step.  [sec. 6]
    """
    theta = {name: array.copy() for name, array in theta.items()}
    velocity = {name: np.zeros_like(array) for name, array in theta.items()}
    for x, y in batches:
        _, grad_x, grads = loss_and_grads(theta, x, y)
        x_adv = x + eps * np.sign(grad_x)
        _, _, grads_adv = loss_and_grads(theta, x_adv, y)
        for name in theta:
            grad = alpha * grads[name] + (1 - alpha) * grads_adv[name]
            update_momentum(theta[name], velocity[name], grad, lr, momentum)
    return theta


def sign_noise(x, *, eps, rng):
    """x +- eps, the sign of every pixel a fair coin of its own.  x: (N, D) -> (N, D), x's dtype.

    rng: a numpy Generator, the only source of chance.  [sec. 6]
    """
    sign = 2 * rng.integers(0, 2, x.shape) - 1
    return x + eps * sign.astype(x.dtype)


def uniform_noise(x, *, eps, rng):
    """x + U(-eps, eps), drawn for every pixel.  x: (N, D) -> (N, D), x's dtype.

    rng: a numpy Generator, the only source of chance.  [sec. 6]
    """
    return x + rng.uniform(-eps, eps, x.shape).astype(x.dtype)


def score_changes(W, eps):
    """How far scores x W move, for x moved by eps in the max norm.  W: (D, M) -> three (M,).

    The largest change there is, FGSM's; the root mean square under sign noise; that under uniform
    noise.  [sec. 3 and 6]
    """
    largest = eps * np.abs(W).sum(axis=0)
    sign = eps * np.sqrt(np.square(W).sum(axis=0))
    return largest, sign, sign / np.sqrt(3)


def transfer_error(source, target, x, y, *, eps):
    """The share of FGSM examples made on the network source that target misclassifies.  -> number

    x: (N, D), y: (N,); over all N, whether or not either network had them right before.
    net.attack_direction(x, y) gives grad_x J times a positive factor per row, (N, D), and
    net.predict(x) labels (N,), of either network.  [sec. 6]
    """
    x_adv = x + eps * np.sign(source.attack_direction(x, y))
    return (target.predict(x_adv) != y).mean()
