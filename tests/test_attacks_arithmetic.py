"""Attacks and arithmetic: what single precision loses, which dtypes come and go.

N examples, D inputs.
"""
from functools import partial

import numpy as np
import pytest
from attack_nets import D, EPS, N, Gradient, confident
from numpy.testing import assert_array_equal

from scratchadv.attacks import fgsm, pgd, rotate_towards_gradient, scaled_gradient


@pytest.mark.parametrize("attack", [
    partial(rotate_towards_gradient, angle=.3), partial(scaled_gradient, eps=EPS),
    partial(fgsm, eps=EPS), partial(fgsm, eps=EPS, norm=2)])
def test_at_full_confidence_an_attack_in_single_precision_stands_still(rng, attack):
    net, x = confident(rng), rng.random((N, D), np.float32)
    assert_array_equal(attack(net, x, direction="float32"), x)
    assert (attack(net, x) != x).any(axis=1).all()


def test_at_full_confidence_pgd_in_single_precision_stays_where_it_started(rng):
    net, x = confident(rng), rng.random((N, D), np.float32)
    start = pgd(Gradient(0 * x), x, eps=EPS, rng=np.random.default_rng(3))
    single, quick = (pgd(net, x, net.predict(start), eps=EPS, rng=np.random.default_rng(3), **way)
                     for way in ({"direction": "float32"}, {}))
    assert_array_equal(single, start)
    assert (quick != start).any(axis=1).all()


@pytest.mark.parametrize("attack", [partial(fgsm, eps=EPS), partial(scaled_gradient, eps=EPS),
                                    partial(rotate_towards_gradient, angle=.3)])
def test_an_attack_along_a_wider_gradient_keeps_the_dtype_of_x(rng, attack):
    x, g = rng.random((N, D), np.float32), rng.standard_normal((N, D))
    assert attack(Gradient(g), x).dtype == np.float32


@pytest.mark.parametrize("norm", [np.inf, 2, 1])
def test_a_whole_numbered_gradient_is_taken_as_real(rng, norm):
    x, g = rng.random((N, D), np.float32), rng.integers(-3, 4, (N, D))
    assert_array_equal(fgsm(Gradient(g), x, eps=EPS, norm=norm),
                       fgsm(Gradient(g.astype(np.float32)), x, eps=EPS, norm=norm))
