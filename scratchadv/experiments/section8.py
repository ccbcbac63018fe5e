"""Section 8: why adversarial examples generalise.  Section 9: an ensemble."""
import numpy as np

from scratchadv.attacks import fgsm
from scratchadv.evaluation import ARITHMETICS, error_rate, measure, rate
from scratchadv.experiments.ensemble import Ensemble
from scratchadv.experiments.recipes import MEMBERS

EPS = .25                                        # sec. 8: that of sec. 4


def maxout_wrong(lab):
    """s8.maxout_wrong: of the FGSM examples that fool maxout, where others name the same class."""
    measured = {}
    for arithmetic, y, said in _made_on_maxout(lab):
        wrong = said["maxout"] != y
        for name in ("rbf", "softmax"):
            measured[f"{name}.agreement.{arithmetic}"] = agreement(
                said[name], said["maxout"], wrong)
    return measured, {}


def both_wrong(lab):
    """s8.both_wrong: the same, only where both of the compared models err."""
    measured = {}
    for arithmetic, y, said in _made_on_maxout(lab):
        for key, one, other in (("softmax", "softmax", "maxout"), ("rbf", "rbf", "maxout"),
                                ("rbf_softmax", "rbf", "softmax")):
            measured[f"{key}.agreement.{arithmetic}"] = agreement_on_mistakes(
                said[one], said[other], y)
    return measured, {}


def _made_on_maxout(lab):
    """For each arithmetic what the three models say of the maxout's FGSM examples.

    -> (arithmetic, y, {"maxout", "rbf", "softmax": labels (N,)}), ...
    """
    x, y = lab.test
    nets = {name: lab.network(name) for name in ("maxout", "rbf", "softmax")}
    for arithmetic in reversed(ARITHMETICS):
        x_adv = fgsm(nets["maxout"], x, y, eps=EPS, direction=arithmetic)
        yield arithmetic, y, {name: net.predict(x_adv) for name, net in nets.items()}


def agreement(one, other, where):
    """The share of equal labels among those examples.  -> entry"""
    return rate((one == other)[where])


def agreement_on_mistakes(one, other, y):
    """The same among those that both name wrongly."""
    return agreement(one, other, (one != y) & (other != y))


def directions(lab):
    """s8.directions: each perturbation added to another clean digit, drawn at random."""
    net, (x, y) = lab.network("maxout"), lab.test
    other = lab.rng("directions").permutation(len(x))
    measured = {}
    for arithmetic in ARITHMETICS:
        eta = fgsm(net, x, y, eps=EPS, direction=arithmetic) - x
        found = measure(net, x + eta[other], y, arithmetic)
        measured |= {key: found[key] for key in (f"error.{arithmetic}", f"confidence.{arithmetic}")}
    return measured, {}


def linear(lab):
    """s8.linear: made on softmax regression, tested on maxout, naive and adversarially trained.

    Agreement: of the examples that both softmax and the network name wrongly, those that they name
    alike (ours: the paper's source says no more).  Its weights' stability: the cosine between those
    of softmax regression trained on either half of the digits.
    """
    x, y = lab.test
    source, measured = lab.network("softmax"), {}
    for arithmetic in ARITHMETICS:
        x_adv = fgsm(source, x, y, eps=EPS, direction=arithmetic)
        named = source.predict(x_adv)
        for name in ("maxout", "adversarial"):
            said = lab.network(name).predict(x_adv)
            measured[f"{name}.accuracy.{arithmetic}"] = rate(said == y)
            measured[f"{name}.agreement.{arithmetic}"] = agreement_on_mistakes(said, named, y)
    halves = [lab.network(name).parameters()["layer0.W"] for name in ("softmax_first_half",
                                                                      "softmax_second_half")]
    W, V = (W - W.mean(axis=1, keepdims=True) for W in halves)   # softmax knows differences only
    measured["weights.cosine"] = float((W * V).sum() / np.sqrt((W ** 2).sum() * (V ** 2).sum()))
    return measured, {}


def ensemble(lab):
    """s9.ensemble: maxout networks of this seed and the eleven after it; attack on all, on one.

    Tested is the ensemble, in both cases.  "scores.": with scores averaged, not probabilities.
    """
    x, y = lab.test
    members = [lab.of_seed(lab.seed + k).network("maxout") for k in range(MEMBERS)]
    mean, by_scores = Ensemble(members), Ensemble(members, "scores")
    measured = {}
    for arithmetic in ARITHMETICS:
        on_one = fgsm(members[0], x, y, eps=EPS, direction=arithmetic)
        for reading, whole in (("", mean), ("scores.", by_scores)):
            on_whole = fgsm(whole, x, y, eps=EPS, direction=arithmetic)
            for target, x_adv in (("whole", on_whole), ("member", on_one)):
                measured[f"{reading}{target}.error.{arithmetic}"] = error_rate(whole, x_adv, y)
    measured["clean_error"] = error_rate(mean, x, y)
    return measured, {}
