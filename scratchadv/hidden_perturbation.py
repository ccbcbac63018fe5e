"""Objectives whose perturbation enters within the network.  [sec. 6]

    J~ = alpha J(theta, x, y) + (1 - alpha) J(theta, x, y with h_k + eta_k for h_k, k in layers)

h_k is what layer k receives, before its dropout, layers counted as parameters are: h_0 = x, h_1 is
the output of the first hidden layer, the last h is that of the final hidden layer. One clean pass
gives its term, every h_k and every grad_{h_k} J, and from these the eta_k. In the second pass they
are constants: the gradient goes through h_k + eta_k as through h_k, on to the layers below. Both
passes share their dropout masks, as in objectives.adversarial, or each draws its own, as in
objectives.adversarial_fresh_masks (fresh_masks=True): then eta_k is added to another h_k than it
was made at, and what was a rotation is one only nearly. A unit that the clean pass drops has
gradient 0 there. Differences of J~ would follow eta_k as theta moves: so gradcheck.check fails
these gradients, and the catalogue of `scratchadv gradcheck` checks them with eta_k held.

N examples, M units.  ValueError: x or y that do not fit the net, no such layers, an option out of
its range, an rng that is no Generator.
"""
import functools
import numbers

import numpy as np

from scratchadv import checks
from scratchadv.attacks import doors
from scratchadv.attacks.rotation import rotate


def hidden_additive(net, x, y, rng, *, layers, alpha=.5, eps=.25, fresh_masks=False):
    """J~ with eta_k = eps_k sign(grad_{h_k} J).  layers: (1,) is the first hidden one.  [sec. 6]

    eps_0 = eps, so that layers=(0,) is objectives.adversarial, or adversarial_fresh_masks; of a
    hidden layer eps_k is eps times the root mean square of h_k over the batch: ours, the paper does
    not say how large.
    """
    eta = functools.partial(sign_eta, eps=doors.check_eps(eps))
    return mixture(net, x, y, rng, layers=layers, eta=eta, alpha=alpha, fresh_masks=fresh_masks)


def hidden_rotation(net, x, y, rng, *, layers, alpha=.5, angle=.1, fresh_masks=False):
    """J~ with eta_k = (h_k rotated by angle towards grad_{h_k} J) - h_k.  [sec. 6]

    angle: in radians, how small the paper does not say.
    """
    eta = functools.partial(rotation_eta, angle=doors.check_angle(angle))
    return mixture(net, x, y, rng, layers=layers, eta=eta, alpha=alpha, fresh_masks=fresh_masks)


def sign_eta(k, h, grad_h, *, eps):
    """eps sign(grad_h J) at the input, eps rms(h) sign(grad_h J) deeper.  h: (N, M) -> (N, M)."""
    size = 1.0 if k == 0 else float(np.sqrt(np.mean(np.square(h))))
    return eps * size * np.sign(grad_h)


def rotation_eta(k, h, grad_h, *, angle):
    """What takes h to h rotated by angle towards grad_h J, the same at any layer k.  -> (N, M)."""
    return rotate(h, grad_h, angle) - h


def mixture(net, x, y, rng, *, layers, eta, alpha=.5, fresh_masks=False):
    """J~ with eta_k = eta(k, h_k, grad_{h_k} J), then held constant.  -> J~, {name: gradient}"""
    x, y = net.check(x, y)
    layers, alpha = check_layers(net, layers), checks.check_number(alpha, "alpha", low=0, high=1)
    fresh_masks = checks.check_flag(fresh_masks, "fresh_masks")
    masks = net.draw_masks(rng, len(x))
    J, grads, h, grad_h = perturbed(net, x, y, masks)
    etas = {k: eta(k, h[k], grad_h[k]) for k in layers}
    if fresh_masks:
        masks = net.draw_masks(rng, len(x))
    J_adv, grads_adv, _, _ = perturbed(net, x, y, masks, etas)
    return (alpha * J + (1 - alpha) * J_adv,
            {name: alpha * grads[name] + (1 - alpha) * grads_adv[name] for name in grads})


def perturbed(net, x, y, masks=None, etas=None):
    """J with h_k + eta_k for h_k.  etas: {k: (N, M)}  -> J, {name: grad}, [h_k], [grad_{h_k} J]

    The h_k are those of this pass, before eta_k is added.
    ValueError: wrong x or y; not a mask, or None, for each layer; a k of no h_k; an eta of another
    shape than its h.
    """
    x, y = net.check(x, y)
    masks, etas = net.check_masks(masks), etas or {}
    if etas:
        check_layers(net, tuple(etas), "etas")
    places, h, caches = input_places(net), [], []
    for place, (layer, mask) in enumerate(zip(net.layers, masks)):
        if place in places:
            h.append(x)
            x = _moved(x, etas, len(h) - 1)
        x, cache = layer.forward(x, mask)
        caches.append((layer, cache))
    J, loss_cache = net.loss_function.forward(x, y)
    grad_inputs, grads = net.backward(net.loss_function.backward(1.0, loss_cache), caches)
    return J, grads, h, [grad_inputs[place] for place in places]


def _moved(h, etas, k):
    """h_k + eta_k in the dtype of h_k, or h_k where nothing is to be added."""
    if k not in etas:
        return h
    eta = checks.as_array(etas[k], f"etas[{k}]")
    if eta.shape != h.shape or eta.dtype.kind not in "fiu":
        raise ValueError(f"etas[{k}] must be real numbers in the shape of h_{k}, {h.shape}, got "
                         f"{checks.describe(eta if eta.ndim else etas[k])}")
    return h + eta.astype(h.dtype, copy=False)


def activations(net, x):
    """[h_0, h_1, ...] of examples x (N, D), without dropout."""
    inputs = net.layer_inputs(x)
    return [inputs[place] for place in input_places(net)]


def input_places(net):
    """Where in net.layers each h_k enters: at its layer with parameters, or the dropout before."""
    places = [place for place, layer in enumerate(net.layers) if layer.theta]
    return [place - (place > 0 and net.layers[place - 1].kind == "dropout") for place in places]


def check_layers(net, layers, name="layers"):
    """layers as distinct numbers k of h_k.  -> tuple; ValueError otherwise."""
    last = len(input_places(net)) - 1
    good = isinstance(layers, (tuple, list)) and all(
        isinstance(k, numbers.Integral) and not isinstance(k, bool) and 0 <= k <= last
        for k in layers)
    if not good or not 0 < len(layers) == len(set(layers)):
        raise ValueError(f"{name} must be distinct numbers from 0, the input, to {last}, what the "
                         f"top receives, such as ({last},), got {layers!r}")
    return tuple(layers)
