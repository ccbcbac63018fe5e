"""Appendix A's experiments: which networks are shown noise, what counts as seeing a class in it."""
import named_networks
import numpy as np
import pytest
from named_networks import EPS, clean, run, share, take_our_eps

from scratchadv.attacks import fgsm
from scratchadv.experiments import EXPERIMENTS, appendix
from scratchadv.experiments.lab import Lab


@pytest.fixture(autouse=True)
def our_eps(monkeypatch):
    take_our_eps(monkeypatch)
    monkeypatch.setattr(named_networks, "SURE", 2)        # of noise they are to be less sure
    monkeypatch.setattr(appendix, "SAMPLES", 2_000)


def test_as_many_samples_of_noise_as_in_the_paper_are_drawn_for_every_network_alike(tmp_path):
    lab = Lab("laptop", 5, tmp_path)
    z = appendix.noise(lab, "rubbish", samples=300)
    assert z.shape == (300, 784) and abs(z.mean()) < .01 and abs(z.std() - 1) < .01
    np.testing.assert_array_equal(z, appendix.noise(lab, "rubbish", samples=300))
    assert len(appendix.noise(lab, "rubbish")) == 10_000


@pytest.mark.parametrize("id, name", [
    ("sA.maxout_softmax", "maxout"), ("sA.maxout_sigmoid", "maxout_sigmoids"),
    ("sA.softmax", "softmax"), ("sA.rbf", "rbf")])
def test_a_class_is_seen_where_it_has_more_than_one_half(id, name):
    lab, measured, data = run(id)
    p = lab.network(name).probabilities(appendix.noise(lab, "rubbish"))
    seen = p.max(axis=1) > .5
    assert measured["rubbish_error"] == share(seen)
    if id != "sA.rbf":
        assert 0 < share(seen) < 1
        assert measured["rubbish_confidence"] == pytest.approx(p[seen].max(axis=1).mean(), rel=1e-6)
        assert list(data["counts"]) == [(p[seen].argmax(axis=1) == c).sum() for c in range(10)]


def test_which_classes_are_seen_is_a_share_of_what_is_seen():
    lab, measured, _ = run("sA.skew")
    p = lab.network("maxout").probabilities(appendix.noise(lab, "rubbish"))
    named = p.argmax(axis=1)[p.max(axis=1) > .5]
    assert measured == {"share.fives": share(named == 5), "share.eights": share(named == 8)}
    assert measured["share.fives"] != measured["share.eights"]


def test_a_step_towards_a_class_succeeds_where_that_class_is_then_seen():
    lab, measured, data = run("sA.fooling_mnist")
    net, z = lab.network("maxout"), appendix.noise(lab, "fooling", samples=2_000)
    rates = {"before": [], "sign": [], "gradient": []}
    for c in range(10):
        y = np.full(len(z), c)
        for name, x in (("before", z), ("sign", fgsm(net, z, y, eps=EPS, targeted=True)),
                        ("gradient", fgsm(net, z, y, eps=EPS * 28, norm=2, targeted=True))):
            rates[name].append(share(net.probabilities(x)[:, c] > .5))
    for name, each in rates.items():
        assert data[name] == pytest.approx(each, abs=1e-3)
    assert measured["success.mean"] == pytest.approx(np.mean(rates["sign"]), abs=1e-4)
    assert measured["success.before"] == pytest.approx(np.mean(rates["before"]), abs=1e-4)
    assert measured["success.gradient"] == pytest.approx(np.mean(rates["gradient"]), abs=1e-3)
    assert measured["success.lowest"] == pytest.approx(min(rates["sign"]))
    assert measured["success.highest"] == pytest.approx(max(rates["sign"]))
    assert np.mean(rates["before"]) < np.mean(rates["sign"])


def test_a_network_trained_on_noise_is_shown_noise_and_one_step_from_it():
    lab, measured, data = run("sA.trained")
    z = appendix.noise(lab, "trained")
    net, naive = lab.network("short_rubbish"), lab.network("short_sigmoids")
    assert measured["rubbish_error"] == share(net.probabilities(z).max(axis=1) > .5)
    assert measured["naive.rubbish_error"] == share(naive.probabilities(z).max(axis=1) > .5)
    assert measured["clean_error"] == clean(lab, "short_rubbish")
    assert measured["naive.clean_error"] == clean(lab, "short_sigmoids")
    there = fgsm(net, z, net.predict(z), eps=EPS, targeted=True)
    assert measured["step_error"] == share(net.probabilities(there).max(axis=1) > .5)
    assert 0 < measured["rubbish_error"] < measured["step_error"] < 1, "it goes towards a class"
    few = z[:1_000]
    for name, each in (("trained", net), ("naive", naive)):
        for eps, drawn in list(zip(data["eps"], data[name]))[::10]:
            x = fgsm(each, few, each.predict(few), eps=eps, targeted=True)
            assert drawn == pytest.approx(share(each.probabilities(x).max(axis=1) > .5), abs=2e-3)


def test_no_claim_of_the_appendix_is_left_out_here():
    assert {id for id in EXPERIMENTS if id.startswith("sA.")} == {
        "sA.maxout_softmax", "sA.maxout_sigmoid", "sA.softmax", "sA.rbf", "sA.skew",
        "sA.fooling_mnist", "sA.trained"}
