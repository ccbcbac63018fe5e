"""SGD's schedules, and what both optimizers keep between steps.  D inputs, M units, K pieces."""
import json

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from scratchadv import optim

D, M, K = 7, 4, 3


def rows_in_memory(W):
    """W (D, M, K) as our models lay it out: a view of memory (M, K, D)."""
    return np.moveaxis(np.moveaxis(W, 0, -1).copy(), -1, 0)


@pytest.fixture
def parameters(rng):
    """Of a network with one maxout layer and an affine top, C = 6."""
    return {"layer0.W": rows_in_memory(rng.standard_normal((D, M, K))),
            "layer0.b": rng.standard_normal((M, K)),
            "layer1.W": rng.standard_normal((6, M)).T,
            "layer1.b": rng.standard_normal(6)}


@pytest.fixture
def draw_grads(rng, parameters):
    return lambda: {name: rng.standard_normal(theta.shape) for name, theta in parameters.items()}


@pytest.mark.parametrize("optimizer", [optim.SGD(), optim.Adam()], ids=["SGD", "Adam"])
def test_update_refuses_what_would_broadcast_and_to_run_before_start(
        parameters, draw_grads, optimizer):
    grads = draw_grads()
    with pytest.raises(ValueError, match=r"call start\(parameters\) once .* started with none"):
        optimizer.update(parameters, grads)
    optimizer.start({**parameters, "layer0.b": np.zeros((5, 3))})
    with pytest.raises(ValueError, match=r"'layer0.b': \(4, 3\).* started with .*\(5, 3\)"):
        optimizer.update(parameters, grads)
    optimizer.start(parameters)
    before = {name: theta.copy() for name, theta in parameters.items()}
    with pytest.raises(ValueError, match=r"shape \(4, 3\) for layer0.b, got \(1, 3\)"):
        optimizer.update(parameters, {**grads, "layer0.b": grads["layer0.b"][:1]})
    for wrong in ([1.] * 6, np.full(6, "1"), np.ones(6) + 0j):
        with pytest.raises(ValueError, match="grads must be arrays of real numbers, .* layer1.b"):
            optimizer.update(parameters, {**grads, "layer1.b": wrong})
    del grads["layer1.b"]
    with pytest.raises(ValueError, match=r"shape \(6,\) for layer1.b, got none"):
        optimizer.update(parameters, grads)
    for name, theta in parameters.items():
        assert_array_equal(theta, before[name])


# -- SGD

def test_the_learning_rate_is_divided_after_every_update_not_every_epoch(parameters, draw_grads):
    sgd = optim.SGD(lr=.1, decay=1.5)
    sgd.start(parameters)
    before = parameters["layer0.b"].copy()
    grads = draw_grads()
    sgd.update(parameters, grads)
    assert_allclose(parameters["layer0.b"], before - .1 * grads["layer0.b"], rtol=1e-14,
                    err_msg="the first update takes lr itself")
    sgd.update(parameters, grads)
    sgd.end_epoch()
    assert_allclose(sgd.lr, .1 / 1.5 ** 2, rtol=1e-14)


def test_the_learning_rate_stops_at_its_floor(parameters, draw_grads):
    sgd = optim.SGD(lr=.1, decay=10, lr_floor=.004)
    sgd.start(parameters)
    rates = []
    for _ in range(4):
        sgd.update(parameters, draw_grads())
        rates.append(sgd.lr)
    assert_allclose(rates, [.01, .004, .004, .004], rtol=1e-14)


def test_a_learning_rate_below_the_floor_is_its_own_floor():
    assert optim.SGD(lr=1e-7).lr_floor == 1e-7 and optim.SGD(lr=.1).lr_floor == 1e-6


def test_momentum_rises_from_half_in_epoch_1_to_seven_tenths_in_epoch_250_and_stays():
    sgd, momentum = optim.SGD(), []
    for _ in range(300):
        momentum.append(sgd.momentum)
        sgd.end_epoch()
    assert_allclose(momentum[0], .5)
    assert_allclose(momentum[249:], .7, rtol=1e-14)
    assert_allclose(np.diff(momentum[:250]), .2 / 249, rtol=1e-10)


@pytest.mark.parametrize("epochs", [1, 2])
def test_momentum_is_the_first_in_epoch_1_and_final_from_epoch_2_at_the_earliest(epochs):
    sgd, momentum = optim.SGD(momentum=.5, final_momentum=.7, momentum_epochs=epochs), []
    for _ in range(3):
        momentum.append(sgd.momentum)
        sgd.end_epoch()
    assert_allclose(momentum, [.5, .7, .7], rtol=1e-15)


def test_weights_and_biases_gather_momentum_alike():
    sgd = optim.SGD(lr=.1, decay=1, momentum=.5, final_momentum=.5)
    theta = {"layer0.W": np.zeros((D, M)), "layer0.b": np.zeros(M)}
    sgd.start(theta)
    for wanted in (-.1, -.25, -.425):
        sgd.update(theta, {name: np.ones_like(array) for name, array in theta.items()})
        for array in theta.values():
            assert_allclose(array, wanted, rtol=1e-14)


def test_every_weight_matrix_and_no_bias_obeys_max_norm(parameters, draw_grads):
    sgd = optim.SGD(max_norm=.3)
    sgd.start(parameters)
    biases = {name: theta.copy() for name, theta in parameters.items() if name.endswith(".b")}
    grads = draw_grads()
    sgd.update(parameters, grads)
    for name in ("layer0.W", "layer1.W"):
        assert np.linalg.norm(parameters[name], axis=0).max() <= .3 * (1 + 1e-14)
    for name, before in biases.items():
        assert_allclose(parameters[name], before - .1 * grads[name], rtol=1e-14)


def test_without_max_norm_no_weight_is_scaled(parameters, draw_grads):
    sgd = optim.SGD(max_norm=None)
    sgd.start(parameters)
    before, grads = parameters["layer0.W"] * 1, draw_grads()
    parameters["layer0.W"] *= 1e6
    sgd.update(parameters, grads)
    assert_allclose(parameters["layer0.W"], 1e6 * before - .1 * grads["layer0.W"], rtol=1e-12)


# -- both optimizers

@pytest.fixture(params=["SGD", "Adam"])
def make(request):
    settings = {"SGD": dict(max_norm=1.9365, decay=1.01, momentum_epochs=3), "Adam": {}}
    return lambda: getattr(optim, request.param)(**settings[request.param])


@pytest.fixture
def optimizer(make):
    return make()


def test_parameters_change_in_place_and_gradients_stay(parameters, draw_grads, optimizer):
    arrays, grads = dict(parameters), draw_grads()
    before = {name: grad.copy() for name, grad in grads.items()}
    values = {name: theta.copy() for name, theta in parameters.items()}
    optimizer.start(parameters)
    optimizer.update(parameters, grads)
    for name, array in arrays.items():
        assert parameters[name] is array
        assert not np.array_equal(array, values[name])
        assert_array_equal(grads[name], before[name])


def test_its_arrays_have_the_memory_layout_of_the_parameters(parameters, optimizer):
    optimizer.start(parameters)
    for name, array in optimizer.state()[0].items():
        own = parameters[name.split(".", 1)[1]]
        assert array.strides == own.strides, "kernels walk along memory"


def test_a_restored_state_goes_on_in_the_same_bits(parameters, draw_grads, make):
    optimizer, again = make(), make()
    optimizer.start(parameters)
    for _ in range(3):
        optimizer.update(parameters, draw_grads())
        optimizer.end_epoch()
    arrays, numbers = optimizer.state()                      # ... and as it comes from a file:
    arrays = {name: np.ascontiguousarray(array) for name, array in arrays.items()}
    numbers = json.loads(json.dumps(numbers))
    copy = {name: theta.copy(order="K") for name, theta in parameters.items()}
    again.start(copy)
    again.restore(arrays, numbers)
    for _ in range(3):
        grads = draw_grads()
        optimizer.update(parameters, grads)
        again.update(copy, grads)
    for name, theta in parameters.items():
        assert_array_equal(copy[name], theta)
    assert again.state()[1] == optimizer.state()[1]
    for name, array in optimizer.state()[0].items():
        assert again.state()[0][name].strides == array.strides


def test_a_state_is_a_copy_that_later_steps_do_not_change(parameters, draw_grads, optimizer):
    optimizer.start(parameters)
    optimizer.update(parameters, draw_grads())
    arrays, _ = optimizer.state()
    before = {name: array.copy() for name, array in arrays.items()}
    optimizer.update(parameters, draw_grads())
    for name, array in arrays.items():
        assert_array_equal(array, before[name])


def test_start_begins_anew(parameters, draw_grads, optimizer):
    optimizer.start(parameters)
    _, wanted = optimizer.state()
    optimizer.update(parameters, draw_grads())
    optimizer.end_epoch()
    optimizer.start(parameters)
    arrays, numbers = optimizer.state()
    assert numbers == wanted
    assert not any(array.any() for array in arrays.values())


def test_a_state_of_other_parameters_is_refused_by_name(parameters, optimizer):
    optimizer.start(parameters)
    arrays, numbers = optimizer.state()
    name = next(iter(arrays))
    for wrong in ({**arrays, name: arrays[name][1:]}, {**arrays, "velocity.layer9.W": arrays[name]},
                  {key: array for key, array in arrays.items() if key != name}):
        with pytest.raises(ValueError, match="optimizer's state must fit its parameters: "):
            optimizer.restore(wrong, numbers)


@pytest.mark.parametrize("make, message", [
    (lambda: optim.SGD(lr=-.1), "lr must be a finite number, 0 or more, got -0.1"),
    (lambda: optim.SGD(lr=float("nan")), "lr must be a finite number"),
    (lambda: optim.SGD(lr="fast"), "lr must be a finite number, 0 or more, got 'fast'"),
    (lambda: optim.SGD(decay=.9), "decay must be a finite number, 1 or more, got 0.9"),
    (lambda: optim.SGD(lr=.1, lr_floor=.2), "lr_floor must be a number from 0 to 0.1, got 0.2"),
    (lambda: optim.SGD(momentum=1.5), "momentum must be a number from 0 to 1, got 1.5"),
    (lambda: optim.SGD(final_momentum=-1), "final_momentum must be a number from 0 to 1, got -1"),
    (lambda: optim.SGD(momentum_epochs=0), "momentum_epochs must be a whole number, 1 or more"),
    (lambda: optim.SGD(max_norm=-2), "max_norm must be a finite number, 0 or more, got -2"),
    (lambda: optim.Adam(lr=-1e-3), "lr must be a finite number, 0 or more"),
    (lambda: optim.Adam(beta1=1), "beta1 must be below 1, got 1"),
    (lambda: optim.Adam(beta2=-.1), "beta2 must be a number from 0 to 1"),
    (lambda: optim.Adam(eps=0), "eps must be a finite number, 1e-30 or more, got 0"),
])
def test_a_hyperparameter_out_of_range_is_refused(make, message):
    with pytest.raises(ValueError, match=message):
        make()


def test_adam_is_its_update_with_its_own_settings_step_by_step(rng):
    theta, adam = {"layer0.b": np.ones(4)}, optim.Adam(lr=.01, beta1=.5, beta2=.75, eps=1e-3)
    wanted, mean, square = np.ones(4), np.zeros(4), np.zeros(4)
    adam.start(theta)
    for t in (1, 2, 3):
        grad = rng.standard_normal(4)
        adam.update(theta, {"layer0.b": grad})
        mean, square = .5 * mean + .5 * grad, .75 * square + .25 * grad ** 2
        wanted -= .01 * mean / (1 - .5 ** t) / (np.sqrt(square / (1 - .75 ** t)) + 1e-3)
    assert_allclose(theta["layer0.b"], wanted, rtol=1e-13)


def test_adams_defaults_are_those_of_kingma_and_ba():
    adam = optim.Adam()
    assert (adam.lr, adam.beta1, adam.beta2, adam.eps) == (1e-3, .9, .999, 1e-8)
