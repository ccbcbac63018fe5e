"""The fused step where the network is sure, and where single precision rounds."""
from functools import partial

import numpy as np
import pytest
from numpy.testing import assert_allclose

from scratchadv import checkpoints, fused, losses, models, objectives, optim, training
from scratchadv.fused.rows import LOSSES

PROBES = [partial(objectives.adversarial_clean_probe, alpha=.3, eps=.1),
          partial(objectives.adversarial_float32_probe, alpha=.3, eps=.1)]


def sure_step(objective, top, fast):
    """J of one step of a network that leads by some sixty: in float32 p_y - 1 rounds to 0."""
    rng = np.random.default_rng(3)
    net = models.maxout_network(17, (7, 4), 3, 6, rng=rng, init=.4, top=top)
    x = rng.random((13, 17), np.float32)
    y, theta, s = net.predict(x), net.parameters(), np.sort(net.scores(x), axis=1)
    theta["layer2.W"] *= (wide := 60 / np.median(s[:, -1] - s[:, -2]))
    theta["layer2.b"] -= wide * np.median(s[:, -2:])          # of sigmoids one class is present
    optimizer = optim.SGD(lr=.1)
    optimizer.start(net.parameters())
    if fast:
        return fused.stepper(net, optimizer, objective)(x, y, rng)
    return training._step_by_definition(training.Run(net, optimizer, rng, None, {}),
                                        objective)(x, y, rng)


@pytest.mark.parametrize("top", ["softmax", "sigmoids"])
@pytest.mark.parametrize("objective", PROBES, ids=checkpoints.describe)
def test_either_probe_attacks_a_sure_network_in_its_own_arithmetic(objective, top):
    single, exact = (sure_step(each, top, fast=False) for each in reversed(PROBES))
    assert abs(exact - single) > .01 * exact, "in either arithmetic the same: nothing is shown"
    assert sure_step(objective, top, fast=True) == pytest.approx(
        sure_step(objective, top, fast=False), rel=1e-4)


@pytest.mark.parametrize("loss", ["softmax", "sigmoids"])
def test_the_rows_of_the_direction_outlive_any_confidence(loss, rng):
    s, y = (300 * rng.standard_normal((40, 6))).astype(np.float32), rng.integers(0, 6, 40)
    s[::2] = -np.abs(s[::2])
    s[np.arange(40), y] *= -1                                 # half of them are sure of the label
    d = np.zeros_like(s)
    LOSSES[loss].direction(s, y, d, 0, 40)
    assert d.any(axis=1).all()
    assert_allclose(d, losses.LOSSES[loss].direction(s, y), rtol=1e-3, atol=1e-30)
