"""Training steps of a maxout network that skip what winner-take-all and dropout make zero.

A step by definition is `J, grads = objective(net, x, y, rng)` and then `optimizer.update(net
.parameters(), grads)`. `stepper` gives the same step, to rounding, several times faster: it
computes only the outputs that dropout keeps (all where an undropped probe or a perturbed layer
needs them) and the gradients of the pieces that won, shares the batch out among threads, and uses a
piece's gradient the moment it is known, so that dJ/dW is never formed. The objectives stand here
again, line by line as in objectives and hidden_perturbation.  [docs/performance.md]

N examples, D inputs, M units, K pieces, C classes, T threads.
"""
import functools

import numpy as np

from scratchadv import attacks, hidden_perturbation, kernels, losses, objectives, optim
from scratchadv.layers import affine, dropout, maxout
from scratchadv.network import Dropout, Layer, Network


def stepper(net, optimizer, objective):
    """step(x, y, rng) -> J, with a started optimizer; None where only the definition serves.

    It serves a models.maxout_network, optim.SGD, and the objectives of OBJECTIVES, their options
    bound by partial; adversarial_float32_probe in float32 alone.  x: (N, D), C-contiguous, of the
    network's dtype, y: (N,): both checked by the caller, as the options are.  Arrays, dropout and
    velocities are those of now: after optimizer.start or a change to the net make another.
    """
    bound = isinstance(objective, functools.partial)
    function, options = (objective.func, objective.keywords) if bound else (objective, {})
    step = next((step for ours, step in OBJECTIVES.items() if ours is function), None)
    if (step is None or not kernels.enabled() or type(optimizer) is not optim.SGD
            or not _is_maxout(net)
            or step is adversarial_float32_probe and net.dtype != np.float32):
        return None
    from scratchadv.fused.machine import Machine             # numba: at the first use only
    return functools.partial(step, Machine(net, optimizer), **options)


DROPOUT = dropout.dropout_forward, dropout.dropout_backward
MAXOUT = maxout.maxout_forward, maxout.maxout_backward
AFFINE = affine.affine_forward, affine.affine_backward


def _is_maxout(net):
    """Dropout and maxout by turns, dropout, then an affine top: these very pairs and no others,
    all of one dtype, with every piece of W a row in memory.  What inherits may compute anything."""
    if type(net) is not Network or not all(type(layer) in (Layer, Dropout) for layer in net.layers):
        return False
    pairs = [layer.pair for layer in net.layers]
    hidden = len(pairs) // 2 - 1
    return (hidden > 0 and pairs == [DROPOUT, MAXOUT] * hidden + [DROPOUT, AFFINE]
            and net.loss_function in (losses.SOFTMAX, losses.SIGMOIDS)
            and all(drop.width == len(layer.theta["W"])
                    for drop, layer in zip(net.layers[::2], net.layers[1::2]))
            and len({array.dtype for array in net.parameters().values()}) == 1
            and all(np.moveaxis(layer.theta["W"], 0, -1).flags.carray
                    for layer in net.layers if layer.theta))


# -- the objectives: what each thread does with its share of the batch

def clean(machine, x, y, rng):
    """J(theta, x, y) under dropout."""
    machine.start(x, rng)

    def passes(share):
        share.loss_and_grads(0, x, y, 1)
    machine.run(passes)
    return machine.update([1])


def adversarial(machine, x, y, rng, *, alpha=.5, eps=.25):
    """J~, the attack made under the masks of both terms.  [sec. 6, E5]"""
    return _attacked_under_dropout(machine, x, y, rng, alpha, eps, draws=1)


def adversarial_fresh_masks(machine, x, y, rng, *, alpha=.5, eps=.25):
    """J~, each term under masks of its own, the attack made under those of the clean one."""
    return _attacked_under_dropout(machine, x, y, rng, alpha, eps, draws=2)


def _attacked_under_dropout(machine, x, y, rng, alpha, eps, draws):
    machine.start(x, rng, draws=draws)

    def passes(share):
        share.loss_and_grads(0, x, y, 1)
        x_adv = share.sign_step(x, share.grad_x(0), eps)
        share.weigh(0, alpha)
        share.loss_and_grads(1, x_adv, y, 1 - alpha)
    machine.run(passes)
    return machine.update([alpha, 1 - alpha])


def adversarial_clean_probe(machine, x, y, rng, *, alpha=.5, eps=.25):
    """J~, the attack made without dropout.  [sec. 6, E5]"""
    machine.start(x, rng)

    def passes(share):
        x_adv = share.sign_step(x, share.direction(x, y), eps)
        share.loss_and_grads(0, x, y, alpha)
        share.loss_and_grads(1, x_adv, y, 1 - alpha)
    machine.run(passes)
    return machine.update([alpha, 1 - alpha])


def adversarial_float32_probe(machine, x, y, rng, *, alpha=.5, eps=.25, fresh_masks=False):
    """The same with the attack in the paper's arithmetic.  fresh_masks: of its own for each."""
    machine.start(x, rng, draws=2 if fresh_masks else 1)

    def passes(share):
        x_adv = share.sign_step(x, share.float32_direction(x, y), eps)
        share.loss_and_grads(0, x, y, alpha)
        share.loss_and_grads(1, x_adv, y, 1 - alpha)
    machine.run(passes)
    return machine.update([alpha, 1 - alpha])


def sign_noise(machine, x, y, rng, *, alpha=0., eps=.25):
    """alpha J(x) + (1 - alpha) J(x + noise), eps added to or taken from every pixel at random."""
    return _beside_noise(machine, x, attacks.sign_noise(x, eps=eps, rng=rng), y, rng, alpha)


def uniform_noise(machine, x, y, rng, *, alpha=0., eps=.25):
    """The same with x + U(-eps, eps)."""
    return _beside_noise(machine, x, attacks.uniform_noise(x, eps=eps, rng=rng), y, rng, alpha)


def _beside_noise(machine, x, x_noisy, y, rng, alpha):
    if alpha == 0:
        return clean(machine, x_noisy, y, rng)
    machine.start(x, rng, draws=2)

    def passes(share):
        share.loss_and_grads(0, x, y, alpha)
        share.loss_and_grads(1, x_noisy, y, 1 - alpha)
    machine.run(passes)
    return machine.update([alpha, 1 - alpha])


def hidden_additive(machine, x, y, rng, *, layers, alpha=.5, eps=.25, fresh_masks=False):
    """J~ with eta_k = eps_k sign(grad_{h_k} J) added to h_k, k in layers.  [sec. 6]"""
    eta = functools.partial(hidden_perturbation.sign_eta, eps=eps)
    return _mixture(machine, x, y, rng, layers, eta, alpha, fresh_masks)


def hidden_rotation(machine, x, y, rng, *, layers, alpha=.5, angle=.1, fresh_masks=False):
    """J~ with h_k rotated by angle towards grad_{h_k} J.  [sec. 6]"""
    eta = functools.partial(hidden_perturbation.rotation_eta, angle=angle)
    return _mixture(machine, x, y, rng, layers, eta, alpha, fresh_masks)


def _mixture(machine, x, y, rng, layers, eta, alpha, fresh_masks):
    machine.start(x, rng, draws=2 if fresh_masks else 1)

    def clean_pass(share):
        share.loss_and_grads(0, x, y, 1, whole=layers)
        if 0 in layers:
            share.grad_x(0)
    machine.run(clean_pass)
    etas = {k: eta(k, *machine.inside(k)) for k in layers}       # of the whole batch, by one thread
    x_adv = x + etas.pop(0) if 0 in etas else x

    def perturbed_pass(share):
        share.weigh(0, alpha)
        share.loss_and_grads(1, x_adv, y, 1 - alpha, etas=etas)
    machine.run(perturbed_pass)
    return machine.update([alpha, 1 - alpha])


OBJECTIVES = {objectives.clean: clean, objectives.adversarial: adversarial,
              objectives.adversarial_fresh_masks: adversarial_fresh_masks,
              objectives.adversarial_clean_probe: adversarial_clean_probe,
              objectives.adversarial_float32_probe: adversarial_float32_probe,
              objectives.sign_noise: sign_noise, objectives.uniform_noise: uniform_noise,
              hidden_perturbation.hidden_additive: hidden_additive,
              hidden_perturbation.hidden_rotation: hidden_rotation}
