"""The fused step is the step by definition, to rounding, whatever is dropped and however shared.

N examples, D inputs, M units, K pieces, C classes, T threads.
"""
import copy
from functools import partial

import numpy as np
import pytest

from scratchadv import checkpoints, fused, losses, models, objectives, optim, training
from scratchadv.fused.rows import LOSSES
from scratchadv.hidden_perturbation import hidden_additive, hidden_rotation
from scratchadv.kernels import team as teams
from scratchadv.kernels.tiles import FAR, TILE

N, D, C = 13, 17, 6
OBJECTIVES = [objectives.clean, partial(objectives.adversarial, alpha=.3, eps=.1),
              partial(objectives.adversarial_fresh_masks, alpha=.3, eps=.1),
              partial(objectives.adversarial_clean_probe, alpha=.7, eps=.1),
              partial(objectives.sign_noise, eps=.2), partial(objectives.uniform_noise, eps=.2),
              partial(objectives.sign_noise, alpha=.4, eps=.2),
              partial(objectives.uniform_noise, alpha=.4, eps=.2),
              partial(hidden_additive, layers=(1,), alpha=.3, eps=.2, fresh_masks=True),
              partial(hidden_additive, layers=(0, 2), alpha=.3, eps=.2),
              partial(hidden_rotation, layers=(0, 1), alpha=.3, angle=.4, fresh_masks=True),
              partial(hidden_rotation, layers=(1, 2), alpha=.3, angle=.4)]
NAMES = [checkpoints.describe(objective) for objective in OBJECTIVES]
SHAPES = {"odd": ((7, 4), 3), "one piece": ((5, 3), 1), "one unit": ((1,), 5), "wide": ((9,), 11)}
ROUNDING = {np.float64: 1e-12, np.float32: 1e-4}     # of 50 steps, relative to the largest entry


def digits(rng, n, dtype, D=D):
    """Random x in [0, 1], four in five of them 0, and labels."""
    x = rng.random((n, D)) * (rng.random((n, D)) < .2)
    return x.astype(dtype), rng.integers(0, C, n)


def trained(objective, *, fast, **options):
    """A network after so many steps of either kind.  -> J of each step, parameters, velocities

    The slow steps are NumPy's: none of our kernels has a part in them.
    """
    with pytest.MonkeyPatch.context() as patch:
        if not fast:
            patch.setenv("SCRATCHADV_KERNELS", "numpy")
        return _trained(objective, fast, **options)


def _trained(objective, fast, *, steps=50, n=N, D=D, units=(7, 4), pieces=3, dtype=np.float64,
             seed=3, max_norm=.8, keep=None, top="softmax", init=.4):
    rng = np.random.default_rng(seed)
    net = models.maxout_network(D, units, pieces, C, rng=rng, init=init, dtype=dtype,
                                top=top)
    for layer in net.layers:
        if layer.kind == "dropout" and keep is not None:
            layer.keep = keep
    optimizer = optim.SGD(lr=.1, decay=1.01, momentum=.6, max_norm=max_norm)
    optimizer.start(net.parameters())
    x, y = digits(rng, 4 * n, dtype, D)
    step = fused.stepper(net, optimizer, objective) if fast else partial(
        training._step_by_definition(training.Run(net, optimizer, rng, None, {}), objective))
    J = [step(*(a[rng.permutation(len(x))[:n]] for a in (x, y)), rng) for _ in range(steps)]
    return J, net.parameters(), optimizer.velocity


def assert_equal_to_rounding(one, other, dtype):
    np.testing.assert_allclose(one[0], other[0], rtol=ROUNDING[dtype])
    for ours, theirs in zip(one[1:], other[1:]):
        for name, array in theirs.items():
            assert np.abs(ours[name] - array).max() <= ROUNDING[dtype] * np.abs(array).max(), name


@pytest.fixture
def threads(monkeypatch):
    """threads(T): the steps to come are shared out among T threads."""
    made = {}

    def use(T):
        made.setdefault(T, teams.Team(T))
        monkeypatch.setattr("scratchadv.fused.machine.team", lambda: made[T])
    return use


@pytest.mark.parametrize("objective", OBJECTIVES, ids=NAMES)
def test_fifty_fused_steps_are_fifty_steps_by_definition(objective):
    fast, plain = (trained(objective, fast=fast) for fast in (True, False))
    assert_equal_to_rounding(fast, plain, np.float64)


@pytest.mark.parametrize("objective", OBJECTIVES[:4] + OBJECTIVES[8:], ids=NAMES[:4] + NAMES[8:])
def test_under_independent_sigmoids_too(objective):
    fast, plain = (trained(objective, fast=fast, top="sigmoids") for fast in (True, False))
    assert_equal_to_rounding(fast, plain, np.float64)


@pytest.mark.parametrize("dtype", ROUNDING, ids=["float64", "float32"])
@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_in_both_dtypes(shape, dtype):
    units, pieces = SHAPES[shape]
    both = (trained(objectives.clean, fast=fast, units=units, pieces=pieces, dtype=dtype)
            for fast in (True, False))
    assert_equal_to_rounding(*both, dtype)


@pytest.mark.parametrize("wide, pieces", [(131, 5), (900, 6)])
def test_rows_of_many_vectors_and_more_than_one_strip(wide, pieces):
    fast, plain = (trained(OBJECTIVES[2], fast=fast, D=wide, units=(131, 9), pieces=pieces, steps=5,
                           init=.05) for fast in (True, False))
    assert_equal_to_rounding(fast, plain, np.float64)


@pytest.mark.parametrize("alpha", [0, 1])
@pytest.mark.parametrize("objective", [
    objectives.adversarial, objectives.adversarial_fresh_masks,
    objectives.adversarial_clean_probe, partial(hidden_additive, layers=(1,))])
def test_one_term_alone(objective, alpha):
    bound = partial(objective, alpha=alpha, eps=.1)
    fast, plain = (trained(bound, fast=fast, steps=10) for fast in (True, False))
    assert_equal_to_rounding(fast, plain, np.float64)


@pytest.mark.parametrize("n", [1, 2, TILE + 1, 40])
def test_batches_of_every_size_down_to_one_example(n, threads):
    threads(3)
    fast, plain = (trained(OBJECTIVES[2], fast=fast, n=n) for fast in (True, False))
    assert_equal_to_rounding(fast, plain, np.float64)


def test_a_unit_that_dropout_keeps_for_nobody_in_a_layer_beyond_the_cache(threads):
    """Where W is asked for ahead of its time, by the number of those whom the unit is kept for."""
    threads(2)
    wide = dict(D=784, units=(2 * FAR // (784 * 8),), pieces=1, n=3, steps=2, init=.05)
    fast, plain = (trained(objectives.clean, fast=fast, **wide) for fast in (True, False))
    assert_equal_to_rounding(fast, plain, np.float64)


@pytest.mark.parametrize("keep", [0, 1])
@pytest.mark.parametrize("objective", OBJECTIVES[:4] + OBJECTIVES[8:], ids=NAMES[:4] + NAMES[8:])
def test_all_dropped_and_none_dropped(objective, keep):
    fast, plain = (trained(objective, fast=fast, steps=20, keep=keep) for fast in (True, False))
    assert_equal_to_rounding(fast, plain, np.float64)


def test_at_a_tie_the_first_piece_wins():
    nets = []
    for fast in (True, False):
        net = models.maxout_network(D, (5,), 4, C, rng=np.random.default_rng(0), init=.4,
                                    dtype=np.float64)
        theta = net.parameters()
        theta["layer0.W"][...] = theta["layer0.W"][:, :, :1]              # all pieces alike
        optimizer = optim.SGD(lr=.1)
        optimizer.start(theta)
        rng = np.random.default_rng(1)
        x, y = digits(rng, N, np.float64)
        if fast:
            fused.stepper(net, optimizer, objectives.clean)(x, y, rng)
        else:
            optimizer.update(theta, objectives.clean(net, x, y, rng)[1])
        nets.append(copy.deepcopy(optimizer.velocity))
    assert np.abs(nets[0]["layer0.W"][:, :, 1:]).max() == 0
    assert_equal_to_rounding(([0], nets[0]), ([0], nets[1]), np.float64)


@pytest.mark.parametrize("objective", OBJECTIVES, ids=NAMES)
@pytest.mark.parametrize("dtype", ROUNDING, ids=["float64", "float32"])
def test_the_number_of_threads_changes_no_bit(objective, dtype, threads):
    found = []
    for T in (1, 2, 3, 5):
        threads(T)
        J, theta, velocity = trained(objective, fast=True, steps=12, dtype=dtype)
        found.append([J, *(array.tobytes() for array in (*theta.values(), *velocity.values()))])
    assert all(other == found[0] for other in found[1:])


@pytest.mark.parametrize("dtype", ROUNDING, ids=["float64", "float32"])
@pytest.mark.parametrize("objective", [OBJECTIVES[1], *OBJECTIVES[8:]],
                         ids=[NAMES[1], *NAMES[8:]])
def test_a_smaller_last_batch_and_then_a_full_one(objective, dtype):
    def run(fast):
        rng = np.random.default_rng(5)
        net = models.maxout_network(D, (7, 4), 3, C, rng=rng, init=.4, dtype=dtype)
        optimizer = optim.SGD(lr=.1, max_norm=1)
        optimizer.start(net.parameters())
        step = fused.stepper(net, optimizer, objective)
        J = []
        for n in (9, 4, 9, 1, 9):
            x, y = digits(rng, n, dtype)
            if fast:
                J.append(step(x, y, rng))
            else:
                value, grads = objective(net, x, y, rng)
                optimizer.update(net.parameters(), grads)
                J.append(value)
        return J, net.parameters(), optimizer.velocity
    assert_equal_to_rounding(run(True), run(False), dtype)


def test_another_number_of_threads_between_two_steps_changes_no_bit(threads):
    def run(*teams):
        rng = np.random.default_rng(5)
        net = models.maxout_network(D, (7, 4), 3, C, rng=rng, init=.4)
        optimizer = optim.SGD()
        optimizer.start(net.parameters())
        step, J = fused.stepper(net, optimizer, OBJECTIVES[8]), []
        for T in teams:
            threads(T)
            J.append(step(*digits(rng, N, np.float32), rng))
        return J
    assert run(2, 1, 3, 2) == run(1, 1, 1, 1)


def test_x_and_y_are_not_changed():
    rng = np.random.default_rng(0)
    net = models.maxout_network(D, (4,), 3, C, rng=rng, init=.4)
    optimizer = optim.SGD()
    optimizer.start(net.parameters())
    x, y = digits(rng, N, np.float32)
    kept = x.copy(), y.copy()
    fused.stepper(net, optimizer, OBJECTIVES[1])(x, y, rng)
    np.testing.assert_array_equal(x, kept[0])
    np.testing.assert_array_equal(y, kept[1])


# -- single precision

@pytest.mark.parametrize("loss", ["softmax", "sigmoids"])
def test_the_rows_in_single_precision_are_those_of_the_losses(loss, rng):
    s = (30 * rng.standard_normal((40, C))).astype(np.float32)
    y = rng.integers(0, C, 40)
    d = np.zeros_like(s)
    LOSSES[loss].float32(s, y, d, 0, 40)
    wanted = losses.LOSSES[loss].float32(s, y)
    np.testing.assert_allclose(d, wanted, rtol=2e-5, atol=1.5 * np.finfo(np.float32).eps)
    sure = wanted[np.arange(40), y] == 0
    assert sure.any() and (d[np.arange(40), y][sure] == 0).mean() > .9, "the label's entry rounds"


@pytest.mark.parametrize("fresh_masks", [False, True])
def test_a_step_with_the_probe_in_single_precision_is_that_of_the_definition(fresh_masks):
    objective = partial(objectives.adversarial_float32_probe, alpha=.3, eps=.1,
                        fresh_masks=fresh_masks)
    fast, plain = (trained(objective, fast=fast, steps=5, dtype=np.float32)
                   for fast in (True, False))
    assert_equal_to_rounding(fast, plain, np.float32)
