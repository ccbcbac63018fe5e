"""PGD: what theorems say of it, in float64.

N examples, D inputs.
"""
import sys

import numpy as np
import pytest
from attack_nets import D, EPS, N, NETWORKS, ULP, Gradient, Linear, labels, network
from numpy.testing import assert_allclose, assert_array_equal

from scratchadv.attacks import fgsm, least_likely, pgd


@pytest.fixture(params=NETWORKS)
def net(request, rng):
    return network(request.param, rng)


@pytest.fixture
def x(rng):
    return rng.random((N, D))


@pytest.fixture
def y(net, rng):
    return labels(net, rng)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("eps", [.1, .3, 1 / 3])
def test_pgd_stays_within_eps_of_the_original_in_every_pixel(rng, dtype, eps):
    net, x = network("maxout", rng, dtype), rng.standard_normal((200, D)).astype(dtype)
    x_adv = pgd(net, x, eps=eps, rng=rng, step=eps, steps=3)
    distance = np.abs(x_adv.astype(np.float64) - x)
    assert distance.max() <= eps, "project on the box around the ORIGINAL x, rounding included"
    assert distance.max() > .999 * eps


def test_pgd_stays_in_the_clip_range(net, rng, x, y):
    x_adv = pgd(net, x, y, eps=.5, rng=rng, clip_min=0, clip_max=1)
    assert x_adv.min() >= 0 and x_adv.max() <= 1


class Seeing(Gradient):
    """Keeps what it was asked about."""

    def grad_x(self, x, y):
        self.seen = [*getattr(self, "seen", []), x]
        return super().grad_x(x, y)


def test_pgd_starts_within_the_clip_range_as_well():
    x = np.tile([0., 1], (50, 1))
    net = Seeing(0 * x)
    pgd(net, x, eps=EPS, rng=np.random.default_rng(3), steps=2, clip_min=0, clip_max=1)
    assert all(x.min() >= 0 and x.max() <= 1 for x in net.seen)


def test_pgd_is_about_as_strong_as_fgsm_or_stronger(net, rng):
    x = rng.random((300, D))
    y = net.predict(x)
    by_fgsm = net.loss(fgsm(net, x, y, eps=EPS), y)
    by_pgd = net.loss(pgd(net, x, y, eps=EPS, rng=rng), y)
    assert by_pgd > .99 * by_fgsm > .99 * net.loss(x, y)


def test_pgd_reaches_fgsm_s_corner_for_a_linear_score_from_any_start(rng, x):
    g = rng.standard_normal(D)
    assert_allclose(pgd(Linear(g), x, eps=EPS, rng=rng), x + EPS * np.sign(g), rtol=4 * ULP)


def test_pgd_starts_at_random_points_of_the_whole_box(rng):
    x = np.zeros((2000, D))
    start = pgd(Gradient(x), x, eps=EPS, rng=rng)          # a zero gradient: it stays there
    share = ((start.max(axis=0) - start.min(axis=0)) / (2 * EPS)).min()
    assert share > .98 and np.abs(start.mean(axis=0)).max() < 5 * EPS / np.sqrt(3 * 2000)


class Counting(Gradient):
    """Its gradient is that of the first call alone, and the calls are counted."""

    calls = 0

    def grad_x(self, x, y):
        self.calls += 1
        return super().grad_x(x, y) * (self.calls == 1)


@pytest.mark.parametrize("options, steps, step", [
    ({}, 20, EPS / 8), ({"steps": 4}, 4, 2.5 * EPS / 4), ({"steps": 7, "step": .01}, 7, .01)])
def test_pgd_takes_20_steps_of_an_eighth_of_eps_unless_told_otherwise(options, steps, step):
    x, up = np.zeros((50, D)), Counting(np.ones((50, D)))
    start, once = (pgd(net, x, x[:, 0], eps=EPS, rng=np.random.default_rng(3), **options)
                   for net in (Gradient(x), up))
    assert up.calls == steps
    assert_allclose(once, np.minimum(start + step, EPS), rtol=1e-12)


def test_pgd_with_one_seed_gives_the_same_bits(net, x, y):
    first, second = (pgd(net, x, y, eps=EPS, rng=np.random.default_rng(3)) for _ in range(2))
    assert_array_equal(first, second)


def test_pgd_in_batches_is_pgd_of_all(monkeypatch, rng):
    net, x = network("maxout", rng), rng.random((11, D))
    whole = pgd(net, x, eps=EPS, rng=np.random.default_rng(3))
    monkeypatch.setattr(sys.modules["scratchadv.attacks.pgd"], "ROWS", 4)
    assert_allclose(pgd(net, x, eps=EPS, rng=np.random.default_rng(3)), whole, atol=1e-14)


def test_pgd_at_eps_0_is_the_identity(net, rng, x, y):
    assert_array_equal(pgd(net, x, y, eps=0, rng=rng), x)


def test_targeted_pgd_hits_more_often_than_targeted_fgsm(rng):
    net, x = network("maxout", rng), rng.random((200, D))
    y = least_likely(net, x)
    by_fgsm = net.predict(fgsm(net, x, y, eps=.5, targeted=True)) == y
    by_pgd = net.predict(pgd(net, x, y, eps=.5, targeted=True, rng=rng)) == y
    assert by_pgd.mean() > by_fgsm.mean()
