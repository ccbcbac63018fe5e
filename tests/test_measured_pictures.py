"""What figures draw of an experiment, computed again from the networks and digits of its claim."""
import named_networks
import numpy as np
import pytest
from named_networks import EPS, run, take_our_eps
from numpy.testing import assert_allclose, assert_array_equal

from scratchadv.attacks import fgsm, sign_noise, uniform_noise
from scratchadv.experiments import appendix


@pytest.fixture(autouse=True)
def our_eps(monkeypatch):
    take_our_eps(monkeypatch)


def test_noise_moves_the_score_by_its_root_mean_square():
    lab, measured, data = run("s3.growth")
    for side, found in zip((7, 14, 21, 28, 42, 56), data["noise"]):
        net = lab.network("logistic" if side == 28 else f"logistic_{side}").astype(np.float64)
        x = lab.splits("threes_vs_sevens", side)[2].x.astype(np.float64)
        eta = sign_noise(x, eps=EPS, rng=lab.rng("growth")) - x
        moved = eta @ net.parameters()["layer0.W"][:, 0]
        assert found == pytest.approx(np.sqrt(np.mean(moved ** 2)))


def test_the_curves_of_the_loss_are_those_of_its_three_forms():
    lab, _, data = run("s5.loss")
    net = lab.network("logistic_3").astype(np.float64)
    s, reach = data["s"], EPS * np.abs(net.parameters()["layer0.W"]).sum()
    x = lab.splits("threes_vs_sevens", 3)[2].x[:40].astype(np.float64)
    assert_allclose(data["fgsm_s"], net.scores(x), rtol=1e-12)
    for y, name in ((1, "positive"), (-1, "negative")):
        for form, z in (("clean", -y * s), ("ours", reach - y * s), ("printed", y * (reach - s))):
            assert_allclose(data[f"{form}_{name}"], np.log1p(np.exp(z)), rtol=1e-9, err_msg=form)
        worst = np.log1p(np.exp(reach - y * net.scores(x)))
        for way in ("corners", "fgsm"):
            assert_allclose(data[f"{way}_{name}"], worst, rtol=1e-9)


def test_the_drawn_pushes_and_bounds_are_those_that_are_measured():
    lab, measured, data = run("s5.vs_l1")
    net = lab.network("adversarial_logistic")
    reach = EPS * np.abs(net.parameters()["layer0.W"]).sum()
    assert_allclose(data["adversarial_push"], 1 / (1 + np.exp(data["margin"] - reach)), rtol=1e-4)
    assert data["margin_counts"].sum() == len(lab.splits("threes_vs_sevens")[0].y)
    x, y = lab.test
    softmax = lab.network("softmax")
    assert data["softmax_loss_fgsm"][-1] == pytest.approx(
        softmax.loss(fgsm(softmax, x, y, eps=EPS), y), rel=1e-5)
    assert data["softmax_loss_l1"][-1] / data["softmax_loss_fgsm"][-1] == measured[
        "softmax.pessimism"]


def test_the_dot_products_are_counted_in_eps_l2norms_of_w():
    lab, measured, data = run("s6.noise.dot")
    rng, w = lab.rng("noise_dot"), lab.network("logistic").parameters()["layer0.W"][:, 0]
    w = w.astype(np.float64)
    signs, uniform = (noise(np.zeros((20_000, 784)), eps=EPS, rng=rng) @ w
                      for noise in (sign_noise, uniform_noise))
    unit = EPS * np.linalg.norm(w)
    for name, dots in (("sign", signs), ("uniform", uniform)):
        assert_array_equal(data[f"{name}_counts"], np.histogram(dots / unit, data["dot_edges"])[0])
    assert data["fgsm_dot"] == pytest.approx(np.abs(w).sum() / np.linalg.norm(w))


def test_the_framed_samples_are_those_in_which_the_class_is_then_seen(monkeypatch):
    monkeypatch.setattr(named_networks, "SURE", 2)
    monkeypatch.setattr(appendix, "SAMPLES", 200)
    lab, _, data = run("sA.fooling_mnist")
    p = lab.network("maxout").probabilities(data["images"])
    assert (data["fools"] == (p[np.arange(100), np.arange(100) // 10] > .5)).mean() > .98
    assert 0 < data["fools"].mean() < 1
