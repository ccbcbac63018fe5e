"""The gradient of every pair, model and objective, in inputs and parameters.

N examples, D inputs, M units, K pieces, C classes: all different, so that a transpose cannot pass.
"""
from functools import partial

import numpy as np

from scratchadv import gradcheck, losses, models, objectives
from scratchadv.attacks import differentiable
from scratchadv.layers import activations, affine, dropout, maxout, rbf
from scratchadv.losses.adversarial_logistic import (adversarial_logistic_backward,
                                                    adversarial_logistic_forward)
from scratchadv.losses.no_class import NO_CLASS
from scratchadv.losses.rbf import rbf_squared_error_backward, rbf_squared_error_forward

N, D, M, K, C = 11, 7, 4, 3, 6
EPS, ANGLE = .25, .3


def gradient_checks():
    """{name: function of rng -> Report}."""
    return {**_layers(), **_perturbations(), **_losses(), **_models(), **_objectives()}


# -- pairs

def _pair(forward, backward, *shapes, data=None, shift=0.0, zeros_allowed=.5):
    """The check of a pair at random arguments of these shapes, N(shift, 1).  data: rng -> tuple."""
    def check(rng):
        args = tuple(rng.standard_normal(shape) + shift for shape in shapes)
        return gradcheck.check(forward, backward, args, data=data(rng) if data else (), rng=rng,
                               zeros_allowed=zeros_allowed)
    return check


def _layers():
    def mask(rng):
        return (dropout.dropout_mask(rng, (N, D), .8, 2, np.float64),)
    pairs = {
        "affine": _pair(affine.affine_forward, affine.affine_backward, (N, D), (D, M), M),
        "affine, column": _pair(affine.column_forward, affine.column_backward, (N, 1)),
        "maxout, max_pieces": _pair(maxout.max_pieces_forward, maxout.max_pieces_backward,
                                    (N, M, K), zeros_allowed=(K - 1) / K),  # the pieces that lose
        "maxout": _pair(maxout.maxout_forward, maxout.maxout_backward, (N, D), (D, M, K), (M, K)),
        "rbf": _pair(rbf.rbf_forward, rbf.rbf_backward, (N, D), (C, D), (C, D)),
        "dropout": _pair(dropout.dropout_forward, dropout.dropout_backward, (N, D), data=mask),
        "activations, relu": _pair(activations.relu_forward, activations.relu_backward, (N, D),
                                   shift=.5),
        "activations, sigmoid": _pair(activations.sigmoid_forward, activations.sigmoid_backward,
                                      (N, D)),
        "activations, exp": _pair(activations.exp_forward, activations.exp_backward, (N, D)),
    }
    return {f"layers.{name}": check for name, check in pairs.items()}


def _perturbations():
    """In the gradient g that they follow."""
    def data(bound):
        return lambda rng: (rng.standard_normal((N, D)), bound)
    pairs = {
        "scaled": _pair(differentiable.scaled_forward, differentiable.scaled_backward, (N, D),
                        data=data(EPS)),
        "rotated": _pair(differentiable.rotated_forward, differentiable.rotated_backward, (N, D),
                         data=data(ANGLE)),
    }
    return {f"attacks.differentiable, {name}": check for name, check in pairs.items()}


def _losses():
    def classes(rng):
        return (rng.integers(C, size=N),)

    def signs(rng):
        return (_signs(rng),)

    pairs = {
        loss.name: _pair(loss.forward, loss.backward, (N, C), data=classes)
        for loss in (losses.SOFTMAX, losses.SIGMOIDS)
    }
    pairs["rbf"] = _pair(losses.RBF.forward, losses.RBF.backward, (N, C), data=classes, shift=-4)
    pairs["rbf, squared error"] = _pair(rbf_squared_error_forward, rbf_squared_error_backward,
                                        (N, C), data=classes, shift=-4)
    pairs["logistic"] = _pair(losses.LOGISTIC.forward, losses.LOGISTIC.backward, N, data=signs)
    pairs |= {f"no class, {top}": _pair(*pair, (N, C)) for top, pair in NO_CLASS.items()}
    pairs["adversarial_logistic"] = _pair(
        adversarial_logistic_forward, adversarial_logistic_backward, (N, D), D, (),
        data=lambda rng: (_signs(rng), EPS))
    return {f"losses.{name}": check for name, check in pairs.items()}


def _signs(rng):
    return rng.choice([-1, 1], N)


# -- models

MODELS = {
    "logistic_regression": partial(models.logistic_regression, D),
    "softmax_regression": partial(models.softmax_regression, D, C),
    "softmax, dropout": partial(models.softmax_regression, D, C, dropout=True),
    "maxout_network": partial(models.maxout_network, D, (M, M + 1), K, C),
    "maxout, sigmoids": partial(models.maxout_network, D, (M, M + 1), K, C, top="sigmoids"),
    "rbf_network": partial(models.rbf_network, D, C),
    "deep_rbf_network": partial(models.deep_rbf_network, D, M, C),
    "mlp, relu": partial(models.mlp, D, (M, M + 1), C),
    "mlp, sigmoid": partial(models.mlp, D, (M, M + 1), C, activation="sigmoid", top="sigmoids"),
}


def example(name, rng):
    """A small model, every parameter drawn at random (biases of 0 tie), and examples: net, x, y."""
    net = MODELS[name](rng=rng, dtype=np.float64)
    for parameter in net.parameters().values():
        parameter[...] = .5 * rng.standard_normal(parameter.shape)
    y = _signs(rng) if net.n_classes is None else rng.integers(C, size=N)
    return net, rng.standard_normal((N, D)), y


def _model(name, rng):
    net, x, y = example(name, rng)
    return gradcheck.check(net, x=x, y=y, rng=rng)


def _model_under_dropout(name, rng):
    net, x, y = example(name, rng)
    return gradcheck.check(net, x=x, y=y, rng=rng, masks=net.draw_masks(rng, N))


def _models():
    return {**{f"models.{name}": partial(_model, name) for name in MODELS},
            **{f"models.{name}, under dropout": partial(_model_under_dropout, name)
               for name in ("maxout_network", "softmax, dropout")}}


# -- objectives

def _objective(name, objective, rng):
    net, x, y = example(name, rng)
    return gradcheck.check(objective, net=net, x=x, y=y, rng=rng)


def _objectives():
    """The adversarial ones on every model, those that the gradient goes through on every model that
    has tangents; the others on the maxout network, under dropout.
    """
    adversarial = {"adversarial": partial(objectives.adversarial, eps=EPS),
                   "adversarial_fresh_masks": partial(objectives.adversarial_fresh_masks, eps=EPS),
                   "adversarial_clean_probe": partial(objectives.adversarial_clean_probe, eps=EPS),
                   "adversarial_float32_probe": partial(objectives.adversarial_float32_probe,
                                                        eps=EPS)}
    through = {"rotation": partial(objectives.rotation, angle=ANGLE),
               "scaled_gradient": partial(objectives.scaled_gradient, eps=EPS)}
    on_maxout = {"clean": objectives.clean,
                 "adversarial_float32_probe, fresh masks": partial(
                     objectives.adversarial_float32_probe, eps=EPS, fresh_masks=True),
                 "rotation, fresh masks": partial(objectives.rotation, angle=ANGLE,
                                                  fresh_masks=True),
                 "scaled_gradient, fresh masks": partial(objectives.scaled_gradient, eps=EPS,
                                                         fresh_masks=True),
                 "sign_noise": partial(objectives.sign_noise, eps=EPS),
                 "uniform_noise": partial(objectives.uniform_noise, eps=EPS),
                 "rubbish": objectives.rubbish,
                 "l1": partial(objectives.l1, coefficient=.0025),
                 "l1 of adversarial": partial(objectives.l1, coefficient=.0025,
                                              objective=adversarial["adversarial"])}
    on_logistic = {"adversarial_logistic": partial(objectives.adversarial_logistic, eps=EPS)}
    places = [(title, name, objective) for title, objective in adversarial.items()
              for name in MODELS]
    places += [(title, name, objective) for title, objective in through.items()
               for name in MODELS if not name.endswith("rbf_network")]
    places += [(title, "maxout_network", objective) for title, objective in on_maxout.items()]
    places += [(title, "logistic_regression", objective)
               for title, objective in on_logistic.items()]
    places += [("rubbish, sigmoids", "maxout, sigmoids", objectives.rubbish)]
    places += [("sign_noise beside x", "mlp, sigmoid",           # smooth: no kinks to meet
                partial(objectives.sign_noise, alpha=.5, eps=EPS))]
    return {f"objectives.{title}, {name}": partial(_objective, name, objective)
            for title, name, objective in places}
