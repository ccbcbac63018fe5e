"""Where only the definition serves: the fused step is refused, and nobody has to ask for it."""
from functools import partial

import numpy as np
import pytest

from scratchadv import fused, models, objectives, optim, training
from scratchadv.layers import maxout
from scratchadv.network import Dropout, Layer, Network

D, C = 17, 6


class Doubled:
    """An objective of one's own around one of ours; it has no hash."""

    __hash__ = None

    def __init__(self, func):
        self.func = func

    def __call__(self, net, x, y, rng):
        J, grads = self.func(net, x, y, rng)
        return 2 * J, grads


def own_objective(net, x, y, rng):
    """Not one of ours."""
    return objectives.clean(net, x, y, rng)


class OwnNetwork(Network):
    """It may compute anything."""


def of_own_class(rng):
    net = models.maxout_network(D, (4,), 3, C, rng=rng)
    net.__class__ = OwnNetwork
    return net


def with_own_layer(rng):
    """A layer that says it is maxout."""
    net = models.maxout_network(D, (4,), 3, C, rng=rng)
    net.layers[1] = Layer("maxout", lambda *given: maxout.maxout_forward(*given),
                          maxout.maxout_backward, theta=net.layers[1].theta)
    return net


class KeepsAll(Dropout):
    """Dropout that drops nothing."""

    def mask(self, rng, N, dtype):
        return np.ones((N, self.width), dtype)


def with_own_dropout(rng):
    net = models.maxout_network(D, (4,), 3, C, rng=rng)
    net.layers[0] = KeepsAll(D, keep=.8, scale=1)
    return net


class Unbound:
    """A layer that is neither Layer nor Dropout."""

    kind, theta = "own", {}


def with_dropout_of_another_width(rng):
    """Kernels look at no index."""
    net = models.maxout_network(D, (4,), 3, C, rng=rng)
    net.layers[0] = Dropout(D - 1, keep=.8, scale=1)
    return net


def with_a_layer_of_its_own_kind(rng):
    net = models.maxout_network(D, (4,), 3, C, rng=rng)
    net.layers.insert(0, Unbound())
    return net


def with_weights_in_another_order(rng):
    """Pieces that are no rows in memory."""
    net = models.maxout_network(D, (4,), 3, C, rng=rng)
    net.layers[1].theta["W"] = np.ascontiguousarray(net.layers[1].theta["W"])
    return net


@pytest.mark.parametrize("changed", [
    {"net": of_own_class}, {"net": with_own_layer}, {"net": with_weights_in_another_order},
    {"net": with_own_dropout}, {"net": with_dropout_of_another_width},
    {"net": with_a_layer_of_its_own_kind},
    {"net": lambda rng: models.softmax_regression(D, C, rng=rng)},
    {"net": lambda rng: models.mlp(D, (4,), C, rng=rng)},
    {"optimizer": optim.Adam}, {"objective": own_objective},
    {"objective": Doubled(objectives.clean)},
    {"objective": partial(objectives.l1, coefficient=.1)}], ids=str)
def test_anything_else_is_left_to_the_definition(changed):
    rng = np.random.default_rng(0)
    net = changed.get("net", lambda rng: models.maxout_network(D, (4,), 3, C, rng=rng))(rng)
    optimizer = changed.get("optimizer", optim.SGD)()
    optimizer.start(net.parameters())
    assert fused.stepper(net, optimizer, changed.get("objective", objectives.clean)) is None


def test_the_switch_of_the_kernels_is_the_switch_of_the_fused_step(monkeypatch):
    net = models.maxout_network(D, (4,), 3, C, rng=np.random.default_rng(0))
    optimizer = optim.SGD()
    optimizer.start(net.parameters())
    assert fused.stepper(net, optimizer, objectives.clean) is not None
    monkeypatch.setenv("SCRATCHADV_KERNELS", "numpy")
    assert fused.stepper(net, optimizer, objectives.clean) is None


def test_in_float64_single_precision_is_left_to_the_definition():
    net = models.maxout_network(D, (4,), 3, C, rng=np.random.default_rng(0), dtype=np.float64)
    assert fused.stepper(net, optim.SGD(), objectives.adversarial_float32_probe) is None


@pytest.mark.parametrize("optimizer, taken", [(optim.SGD, True), (optim.Adam, False)])
def test_fit_takes_the_fused_step_where_it_serves(monkeypatch, optimizer, taken):
    made, stepper = [], fused.stepper
    monkeypatch.setattr(fused, "stepper", lambda *given: made.append(stepper(*given)) or made[-1])
    rng = np.random.default_rng(0)
    net = models.maxout_network(D, (4,), 3, C, rng=rng)
    steps = []
    monkeypatch.setattr(fused, "clean", lambda *given: steps.append(given) or 1.)
    monkeypatch.setitem(fused.OBJECTIVES, objectives.clean, fused.clean)
    training.fit(net, (rng.random((20, D)), np.arange(20) % C), objective=objectives.clean,
                 epochs=1, rng=rng, optimizer=optimizer(), batch_size=10)
    assert [step is not None for step in made] == [taken] and len(steps) == 2 * taken
