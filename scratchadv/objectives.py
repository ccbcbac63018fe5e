"""What training minimises: objective(net, x, y, rng) -> J, {name: gradient}.

Options are bound with functools.partial, as in partial(adversarial, alpha=.5, eps=.25). rng draws
dropout masks and noise. The perturbation is taken as a constant, as in the paper: no gradient goes
through it, but for rotation and scaled_gradient.

x: (N, D), y: (N,); the gradients have the parameters' shapes.  ValueError: x or y that do not fit
the net, an option out of its range, an rng that is no Generator (None is taken by `clean`, and
where nothing is drawn: adversarial_logistic).
"""
import functools
import inspect

import numpy as np

from scratchadv import checks, double_backprop
from scratchadv.attacks import doors, fgsm
from scratchadv.attacks import sign_noise as add_sign_noise, uniform_noise as add_uniform_noise
from scratchadv.attacks.differentiable import (rotated_backward, rotated_forward, scaled_backward,
                                               scaled_forward)
from scratchadv.losses.adversarial_logistic import (adversarial_logistic_backward,
                                                    adversarial_logistic_forward)
from scratchadv.losses.no_class import NO_CLASS


def clean(net, x, y, rng):
    """J(theta, x, y) under dropout; without, where rng is None."""
    J, _, grads = net.loss_and_grads(x, y, rng)
    return J, grads


def adversarial(net, x, y, rng, *, alpha=.5, eps=.25):
    """J~ = alpha J(theta, x, y) + (1 - alpha) J(theta, x + eps sign(grad_x J), y).  [sec. 6, E5]

    (Printed without the last y.) One set of dropout masks for all: the clean pass gives both its
    term and the gradient to attack along, so a step takes two passes. A dropped pixel has gradient
    0 and stays unperturbed: our reading, the paper does not say. The sign is that of the true
    gradient, which in float32 is 0 for an example whose label leads by more than about 90;
    adversarial_clean_probe has no such limit.
    """
    (x, y), eps = net.check(x, y), doors.check_eps(eps)
    masks = net.draw_masks(rng, len(x))
    J, grad_x, grads = net.loss_and_grads(x, y, masks=masks)
    eta = eps * np.sign(grad_x)
    J_adv, _, grads_adv = net.loss_and_grads(x + eta.astype(x.dtype), y, masks=masks)
    return _mix(alpha, J, grads, J_adv, grads_adv)


def adversarial_fresh_masks(net, x, y, rng, *, alpha=.5, eps=.25):
    """J~ with dropout masks of its own for each term, the attack made under those of the clean one.

    Two passes, each drawing its masks, as in a program that asks twice for the cost under dropout.
    Dropped pixels and the limit of the sign as in adversarial. The reading that comes nearest to
    the paper's numbers.  [sec. 6, E5; docs/differences.md]
    """
    (x, y), eps, rng = net.check(x, y), doors.check_eps(eps), checks.check_rng(rng)
    J, grad_x, grads = net.loss_and_grads(x, y, rng)
    eta = eps * np.sign(grad_x)
    J_adv, _, grads_adv = net.loss_and_grads(x + eta.astype(x.dtype), y, rng)
    return _mix(alpha, J, grads, J_adv, grads_adv)


def adversarial_clean_probe(net, x, y, rng, *, alpha=.5, eps=.25):
    """J~ with the attack made without dropout, both terms under the same masks.  [sec. 6, E5]

    A third pass: every pixel is perturbed, by the attack that the net will meet at test time. It
    learns to resist that within a few epochs, and more than the paper's network did.
    """
    x, y = net.check(x, y)
    masks = net.draw_masks(rng, len(x))
    x_adv = fgsm(net, x, y, eps=eps, direction="quick")
    J, _, grads = net.loss_and_grads(x, y, masks=masks)
    J_adv, _, grads_adv = net.loss_and_grads(x_adv, y, masks=masks)
    return _mix(alpha, J, grads, J_adv, grads_adv)


def adversarial_float32_probe(net, x, y, rng, *, alpha=.5, eps=.25, fresh_masks=False):
    """J~, the attack without dropout and in the paper's arithmetic: p - onehot(y) in float32.

    Where the net is sure of the label p_y - 1 rounds to 0, and the attack no longer pushes the
    label down.  fresh_masks: each term under masks of its own.  [sec. 6, E5; docs/precision.md]
    """
    (x, y), fresh_masks = net.check(x, y), checks.check_flag(fresh_masks, "fresh_masks")
    masks = net.draw_masks(rng, len(x))
    x_adv = fgsm(net, x, y, eps=eps, direction="float32")
    J, _, grads = net.loss_and_grads(x, y, masks=masks)
    if fresh_masks:
        masks = net.draw_masks(rng, len(x))
    J_adv, _, grads_adv = net.loss_and_grads(x_adv, y, masks=masks)
    return _mix(alpha, J, grads, J_adv, grads_adv)


def _mix(alpha, J, grads, J_adv, grads_adv):
    """alpha times the clean term plus (1 - alpha) times the adversarial one."""
    alpha = checks.check_number(alpha, "alpha", low=0, high=1)
    return (alpha * J + (1 - alpha) * J_adv,
            {name: alpha * grads[name] + (1 - alpha) * grads_adv[name] for name in grads})


def rotation(net, x, y, rng, *, angle, alpha=.5, fresh_masks=False):
    """J~ with x turned by angle towards the gradient, which flows through the turn.  [sec. 6]

    angle: in radians.  x~ is that of attacks.rotate_towards_gradient, under the dropout masks of
    the clean term and by the true gradient, which underflows where the net is very sure (see
    adversarial).  fresh_masks: the other term has masks of its own.
    """
    angle = doors.check_angle(angle)
    return _through(rotated_forward, rotated_backward, net, x, y, rng, angle, alpha, fresh_masks)


def scaled_gradient(net, x, y, rng, *, eps, alpha=.5, fresh_masks=False):
    """J~ with eps g / maxnorm(g) added to x, the gradient flowing through g = grad_x J.  [sec. 6]

    x~ is that of attacks.scaled_gradient, under dropout.  Gradient and fresh_masks: as rotation's.
    """
    eps = doors.check_eps(eps)
    return _through(scaled_forward, scaled_backward, net, x, y, rng, eps, alpha, fresh_masks)


def _through(forward, backward, net, x, y, rng, bound, alpha, fresh_masks):
    """J~ with x~ = forward(grad_x J, x, bound): the learner sees how the adversary would answer.

    grad_theta J(x~) at x~ held, and what comes through x~: v = grad_x J(x~) goes back through the
    pair to a, and a . grad_x J is differentiated in theta.  [docs/derivations.md, 18]
    """
    x, y = net.check(x, y)
    fresh_masks = checks.check_flag(fresh_masks, "fresh_masks")
    masks = net.draw_masks(rng, len(x))
    others = net.draw_masks(rng, len(x)) if fresh_masks else masks
    J, grad_x, grads = net.loss_and_grads(x, y, masks=masks)
    size = np.abs(grad_x).max(axis=1, keepdims=True)  # (N, 1), and nobody asks how long g is
    size = np.where(size > 0, size, 1)
    x_adv, cache = forward(grad_x / size, x, bound)
    J_adv, v, grads_adv = net.loss_and_grads(x_adv, y, masks=others)
    _, through = double_backprop.slope_and_grads(net, x, y, backward(v, cache), size, masks=masks)
    return _mix(alpha, J, grads, J_adv, {name: grads_adv[name] + through[name] for name in grads})


def adversarial_logistic(net, x, y, rng, *, eps=.25):
    """mean zeta(eps |w|_1 - y(w'x + b)): logistic loss at the FGSM point.  [sec. 5, E4 mended]

    ValueError: net is no logistic regression; wrong x, y or eps.
    """
    theta = net.parameters()
    if net.loss_function.name != "logistic" or theta.keys() != {"layer0.W", "layer0.b"}:
        raise ValueError("net must be a logistic regression, whose worst case has a closed form, "
                         f"got one with the loss {net.loss_function.name} and the parameters "
                         f"{', '.join(theta)}")
    (x, y), eps = net.check(x, y), doors.check_eps(eps)
    w, b = theta["layer0.W"][:, 0], theta["layer0.b"][0]
    J, cache = adversarial_logistic_forward(x, w, b, y, eps)
    _, grad_w, grad_b = adversarial_logistic_backward(1.0, cache)
    return J, {"layer0.W": grad_w[:, None], "layer0.b": np.array([grad_b])}


def sign_noise(net, x, y, rng, *, alpha=0., eps=.25):
    """J at x with eps added to or taken from every pixel at random: the control of section 6.

    With alpha J~ has the noise in the attack's place, alpha J(x) + (1 - alpha) J(x + noise), and
    dropout masks of its own for each term.
    """
    return _beside_noise(net, x, add_sign_noise(x, eps=eps, rng=rng), y, rng, alpha)


def uniform_noise(net, x, y, rng, *, alpha=0., eps=.25):
    """J at x + U(-eps, eps): the other control of section 6.  alpha: as sign_noise's."""
    return _beside_noise(net, x, add_uniform_noise(x, eps=eps, rng=rng), y, rng, alpha)


def _beside_noise(net, x, x_noisy, y, rng, alpha):
    if checks.check_number(alpha, "alpha", low=0, high=1) == 0:
        return clean(net, x_noisy, y, rng)
    return _mix(alpha, *clean(net, x, y, rng), *clean(net, x_noisy, y, rng))


def rubbish(net, x, y, rng):
    """J(theta, x, y) + J(theta, z against no class), z ~ N(0, I), as many as x.  [appendix A]

    No class: with sigmoids on top every class absent, with a softmax a uniform p. Fresh z at each
    step, under dropout masks of their own.  ValueError: another top.
    """
    x, y = net.check(x, y)
    checks.check_rng(rng)
    if net.loss_function.name not in NO_CLASS:
        raise ValueError("net must have a softmax or independent sigmoids on top, got one with the "
                         f"loss {net.loss_function.name}")
    forward, backward = NO_CLASS[net.loss_function.name]
    J, grads = clean(net, x, y, rng)
    z = rng.standard_normal(x.shape, net.dtype)
    s, caches = net.forward(z, net.draw_masks(rng, len(z)))
    J_z, loss_cache = forward(s)
    _, grads_z = net.backward(backward(1.0, loss_cache), caches)
    return J + J_z, {name: grads[name] + grads_z[name] for name in grads}


def l1(net, x, y, rng, *, objective=clean, coefficient, names=("layer0.W",)):
    """objective + coefficient * sum |w| over `names`, beside a loss that is a mean.  [sec. 5]

    ValueError: names of which the net has no parameters, or one twice; coefficient below 0.
    """
    theta = net.parameters()
    if (not isinstance(names, (tuple, list)) or not set(names) <= theta.keys()
            or len(set(names)) < len(names)):
        raise ValueError(f"names must be a tuple of some of {', '.join(theta)}, each once, got "
                         f"{names!r}")
    coefficient = checks.check_number(coefficient, "coefficient", low=0)
    J, grads = objective(net, x, y, rng)
    J += coefficient * sum(np.abs(theta[name]).sum() for name in names)
    return J, {name: grad + coefficient * np.sign(theta[name]) if name in names else grad
               for name, grad in grads.items()}


# -- the door of whoever takes an objective

RANGES = {"alpha": dict(low=0, high=1), "eps": dict(low=0), "coefficient": dict(low=0),
          "angle": dict(low=0, high=np.pi)}
OURS = (__name__, "scratchadv.hidden_perturbation")


def check_objective(objective):
    """Callable as objective(net, x, y, rng), our options within their ranges; else ValueError."""
    if not callable(objective):
        raise ValueError("objective must be a function (net, x, y, rng) -> J, grads, such as "
                         f"objectives.clean, got {_form(objective)}")
    try:
        inspect.signature(objective).bind("net", "x", "y", "rng")
    except (TypeError, ValueError) as error:
        raise ValueError("objective must be called as objective(net, x, y, rng), its options bound "
                         f"by functools.partial, got one with {error}") from error
    if isinstance(objective, functools.partial) and objective.func.__module__ in OURS:
        for name in RANGES.keys() & objective.keywords.keys():
            checks.check_number(objective.keywords[name], f"objective's {name}", **RANGES[name])
        checks.check_flag(objective.keywords.get("fresh_masks", False), "objective's fresh_masks")
        if "objective" in objective.keywords:                            # that of l1
            check_objective(objective.keywords["objective"])


def _form(objective):
    """What came in an objective's place; of its result, which holds every gradient, the form."""
    if isinstance(objective, tuple):
        return "what one returns; pass the function itself, without calling it"
    return repr(objective)
