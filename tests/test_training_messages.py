"""What training says: its progress on one line, and in one error where the numbers diverge."""
import io
import itertools
import re
import time
from functools import partial

import numpy as np
import pytest
from training_problem import N, fit, problem

from scratchadv import models, objectives, optim, training
from scratchadv.progress import Progress


# -- divergence

def poisoned(net, x, y, rng, *, countdown, of):
    """objectives.clean, until the countdown is over: then NaN in J or in one gradient."""
    J, grads = objectives.clean(net, x, y, rng)
    countdown.pop()
    if not countdown and of == "J":
        J = np.float64("nan")
    elif not countdown:
        grads[of].flat[-1] = np.inf
    return J, grads


@pytest.mark.parametrize("of", ["J", "layer0.W", "layer0.b", "layer1.W"])
def test_nan_and_infinity_stop_the_training_and_say_where(of):
    with pytest.raises(FloatingPointError) as error:
        fit(objective=partial(poisoned, countdown=[0] * 7, of=of), batch_size=10,
            optimizer=optim.SGD(lr=.25, decay=1))
    for words in (of, "epoch 2", "step 2", "lr 0.25", "lower learning rate"):
        assert words in str(error.value)


@pytest.mark.parametrize("objective", [objectives.adversarial, objectives.adversarial_fresh_masks,
                                       objectives.adversarial_clean_probe,
                                       objectives.adversarial_float32_probe])
def test_an_attack_on_a_net_that_diverges_blames_the_training_not_the_examples(objective, rng):
    net = models.mlp(13, (8, 8, 8), 3, rng=rng)
    x, y = rng.random((60, 13), np.float32), rng.integers(0, 3, 60)
    with pytest.raises(FloatingPointError, match="J became NaN or infinite in epoch 1, in step"):
        training.fit(net, (x, y), objective=objective, epochs=3, rng=rng, batch_size=10,
                     optimizer=optim.SGD(lr=1e12, decay=1))


@pytest.mark.parametrize("dtype, objective, monitor, lr", [
    (np.float32, objectives.adversarial_clean_probe, "objective", 1e9),
    (np.float64, objectives.clean, "adversarial_error", 1e20),
    (np.float64, objectives.adversarial_float32_probe, "error", 1e12)])
def test_so_does_an_attack_in_the_monitor_and_in_single_precision(
        dtype, objective, monitor, lr, rng):
    net = models.maxout_network(13, (8, 8), 3, 3, rng=rng, dtype=dtype, init=.5)
    data = rng.random((60, 13)).astype(dtype), rng.integers(0, 3, 60)
    with pytest.raises(FloatingPointError, match="became NaN or infinite in epoch"):
        training.fit(net, data, objective=objective, epochs=20, rng=rng, batch_size=60, valid=data,
                     monitor=monitor, optimizer=optim.SGD(lr=lr, decay=1))


def test_a_monitor_that_sees_nan_stops_the_training(rng):
    net = models.softmax_regression(4, 3, rng=rng)
    y = np.array([0, 1, 2, 0, 1, 2])
    far = np.full((6, 4), 1e37, np.float32)          # whose scores overflow, and J is inf - inf
    net.parameters()["layer0.W"][...] *= 1e6
    with (pytest.raises(FloatingPointError, match="diverged: what 'loss' monitors became NaN"),
          pytest.warns(UserWarning, match="valid.x reaches 1e[+]37")):
        training.fit(net, (rng.random((6, 4)).astype("f"), y), objective=objectives.clean, epochs=3,
                     rng=rng, valid=(far, y), monitor="loss", optimizer=optim.SGD(lr=1e-3))


def test_an_objective_that_refuses_its_arguments_is_heard():
    def objective(net, x, y, rng):
        raise ValueError("angle must be a number")
    with pytest.raises(ValueError, match="^angle must be a number"):
        fit(objective=objective)


def test_an_epoch_whose_very_last_step_diverges_is_not_recorded():
    def objective(net, x, y, rng):
        return 0.0, {name: theta + 10 for name, theta in net.parameters().items()}

    with pytest.raises(FloatingPointError, match=r"layer0.W .* epoch 1, by its end, at lr 1e\+308"):
        fit(epochs=1, objective=objective, batch_size=N, optimizer=optim.SGD(lr=1e308, decay=1))


def test_numbers_whose_squares_alone_are_too_large_are_no_divergence():
    def objective(net, x, y, rng):
        return 0.0, {name: np.full_like(theta, 1e200) for name, theta in net.parameters().items()}

    _, history = fit(epochs=1, objective=objective, optimizer=optim.SGD(lr=1e-205, decay=1))
    assert history.J == [0.0]


def test_a_learning_rate_far_too_high_is_told_as_one_error_without_warnings():
    with pytest.raises(FloatingPointError, match="lower learning rate"):
        fit(epochs=50, optimizer=optim.SGD(lr=1e200), batch_size=10)


def test_pixels_of_8_bits_are_told_where_they_diverge():
    net, (x, y), rng = problem()
    with (pytest.warns(UserWarning, match="^train.x reaches 255; .*: divide 8-bit pixels by 255$"),
          pytest.raises(FloatingPointError, match="lower .*; x reaches 255: divide 8-bit pixels")):
        training.fit(net, (x / x.max() * 255, y), objective=objectives.clean, epochs=50, rng=rng,
                     optimizer=optim.SGD(lr=1e200))


def test_pixels_far_below_0_are_told_as_well():
    net, (x, y), rng = problem()
    with pytest.warns(UserWarning, match="^train.x reaches -255; pixels are expected from 0 to 1"):
        training.fit(net, (x / x.max() * -255, y), objective=objectives.clean, epochs=1, rng=rng,
                     optimizer=optim.SGD(lr=0))


def test_an_interrupt_comes_through():
    def objective(net, x, y, rng):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fit(objective=objective)


# -- progress

class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.mark.parametrize("monitor, seen", [("error", r"error \d+\.\d\d%"),
                                           ("adversarial_error", r"error \d+\.\d\d%"),
                                           ("loss", r"loss \d\.\d{4}"),
                                           ("objective", r"objective \d\.\d{4}")])
def test_progress_is_one_line_with_epoch_J_what_is_monitored_rate_and_time_left(
        monkeypatch, monitor, seen):
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setattr(time, "monotonic", itertools.count(step=.01).__next__)
    stream = Terminal()
    fit(epochs=40, valid=problem()[1], monitor=monitor, batch_size=2, progress=Progress(stream))
    lines = [line.strip() for line in stream.getvalue().split("\r") if line.strip()]
    assert lines[0] == "epoch 1/40", "the first sign of life comes before the first step"
    pattern = rf"epoch \d+/40  J \d\.\d{{4}}  ({seen}  )?\d+ examples/s  .* left"
    assert len(lines) > 1 and all(re.fullmatch(pattern, line) for line in lines[1:])
    epochs = [int(re.match(r"epoch (\d+)/", line)[1]) for line in lines]
    assert epochs == sorted(epochs) and epochs[-1] == 40
    left = [re.search(r"(\d+) s left", line) for line in lines[1:]]
    left = [int(seconds[1]) for seconds in left if seconds]
    assert left[0] > 5 and left[-1] <= 1, "at an even pace of 2 examples in a hundredth of a second"
    assert re.search(seen, lines[-1])
    assert "\n" not in stream.getvalue()


def test_the_line_is_cleared_when_training_fails():
    stream = Terminal()
    with pytest.raises(FloatingPointError):
        fit(objective=partial(poisoned, countdown=[0], of="J"), progress=Progress(stream))
    assert stream.getvalue().endswith("\r"), "the error's text must start on a clean line"
