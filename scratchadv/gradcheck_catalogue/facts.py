"""Facts on which the paper's argument rests, as checks.

s3.growth: along eta = eps sign(w) the score grows by eps m n.  s5.loss: the adversarial logistic
loss is the loss at the FGSM point, and has its gradient.  s4.precision: the attack's sign is right
at any confidence.  N examples, D inputs; n inputs and m the mean absolute weight, in section 3.
"""
from functools import cache, partial
from typing import NamedTuple

import numpy as np

from scratchadv import attacks, datasets, gradcheck, models
from scratchadv.losses.adversarial_logistic import (adversarial_logistic_backward,
                                                    adversarial_logistic_forward)

N, D, EPS = 5, 7, .25
DIGITS = 300


class Finding(NamedTuple):
    """A check that is no gradient check: its verdict, and what was found."""

    passed: bool
    text: str

    def __str__(self):
        return f"  found            {self.text}"


def fact_checks():
    """{name: function of rng -> Finding or Report}."""
    found = {"s3.growth, logistic_regression": partial(growth, logistic_score),
             "s3.growth, softmax_regression, class 3": partial(growth, class_score),
             "s5.loss, closed form at the FGSM point": closed_form,
             "s5.loss, its gradient in x, w and b": closed_form_gradient}
    found |= {f"s4.precision, scores x 1000, {name}": partial(signs_at_high_confidence, name)
              for name in CONFIDENT}
    return found


# -- section 3: w'(x + eta) - w'x = eps m n

def logistic_score(n, rng):
    """-> score: x -> (N,), its weights w (n,)."""
    net = models.logistic_regression(n, rng=rng, dtype=np.float64)
    w = net.parameters()["layer0.W"][:, 0]
    w[...] = rng.standard_normal(n)
    return net.scores, w


def class_score(n, rng):
    """-> the score of class 3 of a softmax regression, its weights."""
    net = models.softmax_regression(n, rng=rng, dtype=np.float64)
    w = net.parameters()["layer0.W"][:, 3]
    w[...] = rng.standard_normal(n)
    return lambda x: net.scores(x)[:, 3], w


def growth(model, rng):
    """The score's growth is eps m n at n from 7x7 to 56x56, and the max norm of eta stays eps."""
    worst = 0.0
    for n in (49, 196, 784, 3136):
        score, w = model(n, rng)
        x, eta = rng.random((N, n)), EPS * np.sign(w)
        m = np.abs(w).mean()
        grown = score(x + eta) - score(x)
        worst = max(worst, np.abs(grown / (EPS * m * n) - 1).max(), np.abs(eta).max() - EPS)
    return Finding(worst < 1e-6, f"it is eps m n within {worst:.0e}, n = 49 .. 3136")


# -- section 5: the closed form

def loss_at_fgsm_point(x, w, b, y, eps):
    """J at x + eps sign(grad_x J), by attack and network.  -> J, the closed form's cache"""
    net = models.logistic_regression(len(w), rng=np.random.default_rng(0), dtype=np.float64)
    theta = net.parameters()
    theta["layer0.W"][:, 0], theta["layer0.b"][0] = w, b
    J = net.loss(attacks.fgsm(net, x, y, eps=eps), y)
    return J, adversarial_logistic_forward(x, w, b, y, eps)[1]


def _example(rng):
    args = rng.standard_normal((N, D)), rng.standard_normal(D), rng.standard_normal()
    return args, (np.array([1, -1, 1, -1, -1]), EPS)


def closed_form(rng):
    """mean zeta(eps |w|_1 - y(w'x + b)) is the loss at the FGSM point, for both labels."""
    args, data = _example(rng)
    there, _ = loss_at_fgsm_point(*args, *data)
    closed, _ = adversarial_logistic_forward(*args, *data)
    error = abs(there / closed - 1)
    return Finding(error < 1e-12, f"{there:.12f} there, closed form {closed:.12f}")


def closed_form_gradient(rng):
    """The closed form's gradient against differences of the loss at the FGSM point."""
    args, data = _example(rng)
    return gradcheck.check(loss_at_fgsm_point, adversarial_logistic_backward, args, data=data,
                           rng=rng, pieces=gradcheck.PIECES["adversarial_logistic"])


# -- section 4: the sign of the gradient where float32 rounds

CONFIDENT = {
    "softmax_regression": models.softmax_regression,
    "logistic_regression": partial(models.logistic_regression, 784),
    "maxout_network": partial(models.maxout_network, units=(48, 40), init=.05),
    "maxout, sigmoids": partial(models.maxout_network, units=(48, 40), init=.05, top="sigmoids"),
    "mlp, relu": partial(models.mlp, units=(48, 40)),
    "rbf_network": models.rbf_network,
}


@cache
def _digits():
    """The first test digits.  -> x, y"""
    test = datasets.load_mnist()[1]
    return test.x[:DIGITS], test.y[:DIGITS]


def signs_at_high_confidence(name, rng):
    """attack_direction of a float32 net against grad_x in float64, scores within .3 taken x 1000.

    float64 holds a probability of exp(-600), float32 none below exp(-103): so the true gradient in
    float64, which knows nothing of log space, is the judge. Entries below 1e-5 of their row's
    largest are not counted.
    """
    net = CONFIDENT[name](rng=rng)
    x, y = _digits()
    if net.n_classes is None:
        y = np.where(y > 4, 1, -1)
    _confident(net, x, 1000 * .3, rng)
    _, g, _ = net.astype(np.float64).loss_and_grads(x.astype(np.float64), y)
    size = np.abs(g)
    counted = size > 1e-5 * size.max(axis=1, keepdims=True)
    wrong, paper = (np.count_nonzero(counted & (np.sign(direction) != np.sign(g)))
                    for direction in (net.attack_direction(x, y), net.float32_direction(x, y)))
    return Finding(wrong == 0 and counted.any(axis=1).all(),
                   f"{wrong} wrong of {counted.sum():,}; paper's arithmetic {paper:,}")


def _confident(net, x, largest, rng):
    """Scale the last layer of net, in place, until its largest score on x is `largest`."""
    top = [layer.theta for layer in net.layers if layer.theta][-1]
    if "log_beta" in top:
        top["log_beta"] += np.log(largest / np.abs(net.scores(x)).max())
        return
    if not top["W"].any():
        top["W"][...] = rng.standard_normal(top["W"].shape)
    top["W"] *= largest / np.abs(net.scores(x)).max()
