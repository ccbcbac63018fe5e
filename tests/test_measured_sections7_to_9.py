"""Sections 7 to 9: experiments measure the networks and digits that their claims speak of."""
import itertools

import numpy as np
import pytest
from named_networks import EPS, NamedLab, climbed, fooled, run, share, sure, take_our_eps

from scratchadv import evaluation, models
from scratchadv.attacks import fgsm
from scratchadv.experiments import EXPERIMENTS, section7_8
from scratchadv.experiments.ensemble import Ensemble

BOTH = ("float32", "exact")


@pytest.fixture(autouse=True)
def our_eps(monkeypatch):
    take_our_eps(monkeypatch)


# -- section 7 and figure 4

def test_the_rbf_network_is_sure_of_what_is_drawn():
    lab, measured, data = run("s7.rbf")
    for direction in BOTH:
        assert measured[f"error.{direction}"] == fooled(lab, "rbf", direction=direction)
    net, (x, y) = lab.network("rbf"), lab.test
    x_adv = fgsm(net, x, y, eps=EPS, direction="float32")
    assert measured["confidence.float32"] == pytest.approx(sure(net, x_adv, y), rel=1e-5)
    assert measured["clean_confidence"] == pytest.approx(net.probabilities(x).max(axis=1).mean())
    assert measured["error.pgd20"] == climbed(lab, "rbf")
    for k, name in enumerate(("rbf", "softmax")):
        net, (x, y) = lab.network(name), lab.test
        x_adv = fgsm(net, x, y, eps=EPS, direction="float32")
        mistakes = net.probabilities(x_adv).max(axis=1)[net.predict(x_adv) != y]
        np.testing.assert_array_equal(data["mistake_counts"][k],
                                      np.histogram(mistakes, data["edges"])[0])
        np.testing.assert_array_equal(data["clean_counts"][k], np.histogram(
            net.probabilities(x).max(axis=1), data["edges"])[0])


@pytest.fixture(scope="module")
def traced():
    return run("fig4.trace")


def test_the_logits_of_the_first_four_that_is_read_rightly_are_drawn(traced):
    lab, measured, data = traced
    net, (x, y) = lab.network("maxout").astype(np.float64), lab.test
    first = next(n for n in range(len(y)) if y[n] == 4 == net.predict(x[n:n + 1])[0])
    x, y = x[first:first + 1].astype(np.float64), y[first:first + 1]
    eta = np.sign(net.attack_direction(x, y))
    for eps, scores in list(zip(data["eps"], data["scores"]))[::50]:
        np.testing.assert_allclose(scores, net.scores(x + eps * eta)[0], rtol=1e-9, atol=1e-9)
    far = net.scores(x + 10 * eta)[0]
    assert measured["right_logit.at_10"] == pytest.approx(far[4])
    assert measured["wrong_logit.at_10"] == pytest.approx(np.delete(far, 4).max())
    for eps, image, said in zip(data["image_eps"], data["images"], data["image_class"]):
        np.testing.assert_allclose(image, (x + eps * eta)[0])
        assert said == net.predict(x + eps * eta)[0]


def test_bands_are_those_of_fours_that_are_read_rightly_around_eps_0(traced):
    lab, measured, _ = traced
    net, (x, y) = lab.network("maxout").astype(np.float64), lab.test
    fours = np.flatnonzero((y == 4) & (net.predict(x) == 4))[:50]
    assert 2 < len(fours) < (y == 4).sum()
    eps, right, wrong = np.linspace(-10, 10, 1_001), [], []
    for row in fours:
        digit = x[row:row + 1].astype(np.float64)
        eta = np.sign(net.attack_direction(digit, y[row:row + 1]))
        named = net.predict(digit + eps[:, None] * eta)
        low = high = 500                                              # eps 0
        while low > 0 and named[low - 1] == 4:
            low -= 1
        while high < 1_000 and named[high + 1] == 4:
            high += 1
        right.append(.02 * (high - low + 1))
        runs = [len(list(run)) for label, run in itertools.groupby(named) if label != 4]
        wrong.append(.02 * max(runs))
    assert measured["right.width"] == pytest.approx(np.median(right))
    assert measured["wrong.widest"] == pytest.approx(np.median(wrong))


def test_the_logits_of_a_maxout_network_bend_where_pieces_change_and_nowhere_else(traced):
    _, measured, _ = traced
    assert 0 < measured["second_difference.share"] < .2


def test_the_logits_of_a_curved_network_bend_everywhere(monkeypatch):
    lab = NamedLab()
    rng = np.random.default_rng(0)
    curved = models.mlp(rng=rng, units=(20,), activation="sigmoid", init=.05)
    curved.parameters()["layer1.b"][4] = 10                       # it reads everything as a 4
    monkeypatch.setattr(lab, "network", lambda name: curved)
    measured, _ = EXPERIMENTS["fig4.trace"](lab)
    assert measured["second_difference.share"] > .9


@pytest.mark.parametrize("flags, centre, length", [
    ("0011100", 3, 3), ("1110000", 1, 3), ("0000111", 6, 3), ("1111111", 3, 7), ("0001000", 3, 1)])
def test_a_band_is_counted_from_its_middle_to_both_ends(flags, centre, length):
    flags = np.array([flag == "1" for flag in flags])
    assert section7_8._stretch(flags, centre) == length


@pytest.mark.parametrize("labels, widest", [
    ([4, 4, 4, 1, 1, 4], 2), ([1, 2, 2, 3, 4, 4, 4, 4], 2), ([4, 4], 0), ([1, 1, 1], 3)])
def test_the_widest_wrong_band_is_of_one_class_that_is_no_four(labels, widest):
    assert section7_8._widest_wrong(np.array(labels)) == widest


# -- sections 8 and 9

def named(lab, direction, made_on="maxout"):
    """What each network says of the FGSM examples made on one.  -> y, {name: labels}"""
    x, y = lab.test
    x_adv = fgsm(lab.network(made_on), x, y, eps=EPS, direction=direction)
    return y, {name: lab.network(name).predict(x_adv)
               for name in ("maxout", "rbf", "softmax", "adversarial")}


def test_agreement_is_counted_among_maxouts_mistakes_or_where_both_err():
    lab, measured, _ = run("s8.maxout_wrong")
    _, both, _ = run("s8.both_wrong")
    for direction in BOTH:
        y, said = named(lab, direction)
        wrong = {name: labels != y for name, labels in said.items()}
        for name in ("rbf", "softmax"):
            same = said[name] == said["maxout"]
            assert measured[f"{name}.agreement.{direction}"] == share(same[wrong["maxout"]])
            assert both[f"{name}.agreement.{direction}"] == share(
                same[wrong["maxout"] & wrong[name]])
        assert both[f"rbf_softmax.agreement.{direction}"] == share(
            (said["rbf"] == said["softmax"])[wrong["rbf"] & wrong["softmax"]])


def test_a_perturbation_is_added_to_another_digit():
    lab, measured, _ = run("s8.directions")
    net, (x, y) = lab.network("maxout"), lab.test
    other = lab.rng("directions").permutation(len(x))
    assert (other != np.arange(len(x))).mean() > .9
    for direction in BOTH:
        eta = fgsm(net, x, y, eps=EPS, direction=direction) - x
        moved = x + eta[other]
        assert measured[f"error.{direction}"] == share(net.predict(moved) != y)
        assert measured[f"confidence.{direction}"] == pytest.approx(sure(net, moved, y), rel=1e-5)


def test_examples_of_softmax_regression_are_shown_to_both_maxout_networks():
    lab, measured, _ = run("s8.linear")
    for direction in BOTH:
        y, said = named(lab, direction, made_on="softmax")
        for name in ("maxout", "adversarial"):
            assert measured[f"{name}.accuracy.{direction}"] == share(said[name] == y)
            where = (said[name] != y) & (said["softmax"] != y)
            assert measured[f"{name}.agreement.{direction}"] == share(
                (said[name] == said["softmax"])[where])
    W, V = (lab.network(name).parameters()["layer0.W"].astype(float)
            for name in ("softmax_first_half", "softmax_second_half"))
    W, V = ((U - U.mean(axis=1)[:, None]).ravel() for U in (W, V))
    assert measured["weights.cosine"] == pytest.approx(
        W @ V / np.linalg.norm(W) / np.linalg.norm(V), rel=1e-4)
    assert 0 < measured["weights.cosine"] < .999


def test_twelve_networks_of_twelve_seeds_are_attacked_as_a_whole_and_through_one():
    lab, measured, _ = run("s9.ensemble", seed=3)
    members = [NamedLab(3 + k).network("maxout") for k in range(12)]
    x, y = lab.test
    for reading, average in (("", "probabilities"), ("scores.", "scores")):
        whole = Ensemble(members, average)
        for direction in BOTH:
            for target, attacked in (("whole", whole), ("member", members[0])):
                x_adv = fgsm(attacked, x, y, eps=EPS, direction=direction)
                assert measured[f"{reading}{target}.error.{direction}"] == share(
                    whole.predict(x_adv) != y)
    assert measured["clean_error"] == share(Ensemble(members).predict(x) != y)
    assert evaluation.error_rate(members[0], x, y)["value"] != measured["clean_error"]
