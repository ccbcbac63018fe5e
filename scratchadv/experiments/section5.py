"""Section 5: adversarial training of linear models against weight decay; figure 2."""
import itertools

import numpy as np
from scipy.special import expit

from scratchadv.attacks import fgsm
from scratchadv.evaluation import error_rate, evaluate_fgsm
from scratchadv.experiments.compared import L1
from scratchadv.losses.adversarial_logistic import (adversarial_logistic_forward,
                                                    printed_adversarial_logistic)
from scratchadv.losses.logistic import softplus
from scratchadv.losses.softmax import softmax_cross_entropy_forward

EPS = .25                                        # sec. 5, figure 2
LABELS = {1: "positive", -1: "negative"}


def loss(lab):
    """s5.loss: the closed form is the loss at the FGSM point and the maximum over the box.

    The printed form is not, for y = -1. The corners of the box are tried one by one on the net for
    3x3 pixels, 2^9 of them; the FGSM points are those of all test digits at 28x28.
    """
    small, large = (lab.network(name).astype(np.float64) for name in ("logistic_3", "logistic"))
    test = lab.splits("threes_vs_sevens", 28)[2]
    x, y = test.x.astype(np.float64), test.y
    measured = {"closed_form.vs_fgsm": _difference(_each(_ours, large, x, y),
                                                   _loss_at_fgsm(large, x, y))}
    x = lab.splits("threes_vs_sevens", 3)[2].x[:40].astype(np.float64)
    data, worst = _curves(small, x), 0
    for label, name in LABELS.items():
        y = np.full(len(x), label)
        corners = _loss_at_corners(small, x, y)
        worst = max(worst, _difference(_each(_ours, small, x, y), corners))
        measured[f"printed.vs_corners.{name}"] = _difference(_each(_printed, small, x, y), corners)
        data[f"corners_{name}"], data[f"fgsm_{name}"] = corners, _loss_at_fgsm(small, x, y)
    return {**measured, "closed_form.vs_corners": worst}, data


def _ours(x, w, b, y):
    return adversarial_logistic_forward(x, w, b, y, EPS)[0]


def _printed(x, w, b, y):
    return printed_adversarial_logistic(x, w, b, y, EPS)


def _each(form, net, x, y):
    """A form of the loss for each example alone.  -> (N,)"""
    return np.array([form(x[i:i + 1], *_theta(net), y[i:i + 1]) for i in range(len(x))])


def _curves(net, x):
    """The three forms against the score s = w'x + b, and where the examples x lie on them."""
    w, b = _theta(net)
    reach, s = EPS * np.abs(w).sum(), x @ w + b
    grid = np.linspace(min(-2 * reach, s.min()), max(2 * reach, s.max()), 121)
    data = {"s": grid, "fgsm_s": s}
    for y, name in LABELS.items():
        data[f"clean_{name}"] = softplus(-y * grid)
        data[f"ours_{name}"] = softplus(reach - y * grid)
        data[f"printed_{name}"] = softplus(y * (reach - grid))
    return data


def _theta(net):
    theta = net.parameters()
    return theta["layer0.W"][:, 0], theta["layer0.b"][0]


def _loss_at_fgsm(net, x, y):
    """zeta(-y s) of each example at its FGSM point.  -> (N,)"""
    return softplus(-y * net.scores(fgsm(net, x, y, eps=EPS)))


def _loss_at_corners(net, x, y):
    """The largest loss among all 2^D corners of the box around each example, by trial.  -> (N,)"""
    corners = EPS * np.array(list(itertools.product((-1., 1.), repeat=x.shape[1])))  # (2^D, D)
    return np.array([softplus(-label * net.scores(example + corners)).max()
                     for example, label in zip(x, y)])


def _difference(a, b):
    """The largest relative difference of a to b."""
    return float(np.max(np.abs(a - b) / np.abs(b)))


def vs_l1(lab):
    """s5.vs_l1: the penalty inside zeta switches itself off at a large margin; L1 decay never does.

    The push on |w|_1 is the derivative of zeta(eps |w|_1 - margin) with respect to eps |w|_1, which
    is sigma(eps |w|_1 - margin); that of L1 decay is 1 everywhere.
    """
    plain, adversarial = lab.network("logistic"), lab.network("adversarial_logistic")
    train = lab.splits("threes_vs_sevens", 28)[0]
    w, _ = _theta(adversarial)
    reach = EPS * np.abs(w).sum()
    margin = train.y * adversarial.scores(train.x)                           # (N,)
    push = expit(reach - np.sort(margin))                                    # least sure first
    tenth = len(push) // 10
    eps = np.linspace(0, EPS, 11)
    at_fgsm, at_l1 = _softmax_bounds(lab, eps)
    counts, edges = np.histogram(margin, 40)
    measured = {"push.ratio": float(push[-tenth:].mean() / push[:tenth].mean()),
                "plain.train_error": error_rate(plain, *train),
                "adversarial.train_error": error_rate(adversarial, *train),
                "softmax.pessimism": at_l1[-1] / at_fgsm[-1]}
    grid = np.linspace(min(0, margin.min()), margin.max(), 121)
    return measured, dict(margin=grid, adversarial_push=expit(reach - grid), margin_edges=edges,
                          margin_counts=counts, softmax_eps=eps, softmax_loss_fgsm=at_fgsm,
                          softmax_loss_l1=at_l1)


def _softmax_bounds(lab, eps_values):
    """Softmax regression: loss at the FGSM point, and if every class c had a worst eta of its own.

    The latter raises each s_c - s_y by eps |w_c - w_y|_1 at once; no single eta can. [sec. 5]
    """
    net, test = lab.network("softmax"), lab.test
    W = net.parameters()["layer0.W"]                                         # (D, C)
    reach = np.abs(W[:, :, None] - W[:, None, :]).sum(axis=0)[:, test.y].T   # (N, C): |w_c - w_y|_1
    s = net.scores(test.x)
    at_fgsm = [float(net.loss(fgsm(net, test.x, test.y, eps=eps), test.y)) for eps in eps_values]
    at_l1 = [float(softmax_cross_entropy_forward(s + (eps * reach).astype(s.dtype), test.y)[0])
             for eps in eps_values]
    return at_fgsm, at_l1


def l1_maxout(lab):
    """s5.l1_maxout: training and test error under L1 decay, without it, and trained on J~.

    Training error on the training digits as they are, without dropout or perturbation.
    """
    names = {"plain": "short_clean", **{f"l1_{name}": f"l1_{name}" for name in L1},
             "adversarial": "short_adversarial"}
    measured, data = {}, {"networks": ["no L1", *(f"L1 {name[1:]}" for name in L1), "J~"]}
    for subject, name in names.items():
        net = lab.network(name)
        measured[f"{subject}.train_error"] = error_rate(net, *lab.trained_on(name))
        measured[f"{subject}.clean_error"] = error_rate(net, *lab.test)
    for key in ("train_error", "clean_error"):
        data[key] = [measured[f"{subject}.{key}"]["value"] for subject in names]
    data["valid_error"] = [lab.history(name)["error"] for name in names.values()]
    return measured, data


def logistic(lab):
    """fig2.logistic, 3 against 7: weights, their sign, digits before and after.  FGSM is exact."""
    net, test = lab.network("logistic"), lab.splits("threes_vs_sevens", 28)[2]
    measured = evaluate_fgsm(net, test.x, test.y, eps=EPS)
    x, y = test.x[:16], test.y[:16]
    x_adv = fgsm(net, x, y, eps=EPS)
    return measured, dict(weights=_theta(net)[0], clean=x, adversarial=x_adv,
                          adversarial_wrong=net.predict(x_adv) != y)
