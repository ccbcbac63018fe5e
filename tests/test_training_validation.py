"""Validation: early stopping, the best epoch that the net ends with, snapshots of any epoch."""
import copy
from functools import partial

import numpy as np
import pytest
from attack_nets import D, confident
from training_problem import bits, fit, problem

from scratchadv import attacks, metrics, models, objectives, optim, training

with_noise = partial(objectives.uniform_noise, eps=.25)


def scripted(monkeypatch, errors):
    """Make the monitor say `errors` in turn.  -> a list that receives the parameters it saw"""
    seen, script = [], iter(errors)

    def monitor(net, *_):
        seen.append(bits(net))
        return next(script)

    monkeypatch.setitem(training.MONITORS, "error", monitor)
    return seen


def test_without_validation_the_net_ends_as_the_last_update_left_it():
    net, history = fit(epochs=3)
    longer, _ = fit(epochs=4)
    assert history.error == [None] * 3 and history.best_epoch is None
    assert not history.stopped_early and bits(net) != bits(longer)


def test_early_stopping_stops_after_patience_epochs_without_a_lower_error(monkeypatch):
    seen = scripted(monkeypatch, [.5, .3, .4, .3, .35, .1])
    net, history = fit(epochs=10, valid=problem()[1], patience=3)
    assert history.error == [.5, .3, .4, .3, .35], "an equal error is not a lower one"
    assert history.stopped_early
    assert history.best_epoch == 2
    assert bits(net) == seen[1], "the net must end with the parameters of its best epoch"


def test_training_stops_where_the_monitor_has_come_down_to_the_target(monkeypatch):
    scripted(monkeypatch, [.5, .31, .3, .2])
    _, history = fit(epochs=10, valid=problem()[1], target=.3)
    assert history.error == [.5, .31, .3] and history.stopped_early, "down to it, not below it"


def test_a_lower_error_gives_new_patience(monkeypatch):
    scripted(monkeypatch, [.5, .6, .4, .6, .3, .6, .6, .1])
    _, history = fit(epochs=10, valid=problem()[1], patience=2)
    assert len(history.epoch) == 7 and history.best_epoch == 5


def test_the_best_epoch_is_kept_without_patience_too(monkeypatch):
    seen = scripted(monkeypatch, [.5, .2, .4])
    net, history = fit(valid=problem()[1])
    assert history.best_epoch == 2 and not history.stopped_early and bits(net) == seen[1]


def test_validation_does_not_change_the_training():
    _, history = fit(objective=with_noise)
    for monitor in ("adversarial_error", "objective"):
        _, validated = fit(objective=with_noise, valid=problem()[1], monitor=monitor)
        assert history.J == validated.J, "the monitor must not draw from rng"


@pytest.mark.parametrize("monitor, attack_eps", [("error", 0), ("adversarial_error", .1)])
def test_the_monitor_measures_what_its_name_says(monitor, attack_eps):
    x, y = problem(seed=5)[1]
    net, history = fit(epochs=1, valid=(x, y), monitor=monitor, monitor_eps=.1)
    assert history.error == [metrics.error(net, attacks.fgsm(net, x, y, eps=attack_eps), y)]


def standing_still(net, x, y, rng):
    """An objective that is 0 everywhere."""
    return 0., {name: np.zeros_like(theta) for name, theta in net.parameters().items()}


def test_the_monitored_adversarial_error_is_that_of_the_exact_sign(rng):
    net, x = confident(rng), rng.random((200, D), np.float32)
    y = net.predict(x)
    seen = training.fit(net, (x, y), objective=standing_still, epochs=1, rng=rng, valid=(x, y),
                        monitor="adversarial_error", monitor_eps=.1).error
    exact, single = (metrics.error(net, attacks.fgsm(net, x, y, eps=.1, direction=direction), y)
                     for direction in ("exact", "float32"))
    assert seen == [exact] and single == 0 < exact


def test_the_monitored_loss_is_that_of_the_true_labels():
    x, y = problem(seed=5)[1]
    net, history = fit(epochs=1, valid=(x, y), monitor="loss")
    assert history.error == [net.loss(x, y)] != [net.loss(x, net.predict(x))]


def test_the_objective_is_monitored_under_noise_as_in_training():
    (x, y), (net, train, rng) = problem(seed=5)[1], problem()
    history = training.fit(net, train, objective=with_noise, epochs=1, rng=rng, valid=(x, y),
                           monitor="objective")
    aside = np.random.default_rng(copy.deepcopy(rng).integers(2 ** 63))
    assert history.error == [with_noise(net, x, y, aside)[0]] != [net.loss(x, y)]


def test_the_objective_is_monitored_under_other_noise_each_epoch_and_for_each_seed():
    seen = []
    for seed in (0, 1):
        net, train, _ = problem()
        seen += training.fit(net, train, objective=with_noise, epochs=2, valid=problem(seed=5)[1],
                             rng=np.random.default_rng(seed), monitor="objective",
                             optimizer=optim.SGD(lr=0, lr_floor=0)).error
    assert len(set(seen)) == 4, "of the same net"


def test_the_mean_objective_weighs_a_smaller_last_batch_by_its_size():
    net, (x, y), _ = problem()
    mean = training.mean_objective(net, x, y, objective=with_noise, batch_size=20,
                                   rng=np.random.default_rng(3))
    rng = np.random.default_rng(3)
    parts = [with_noise(net, x[rows], y[rows], rng)[0] * len(y[rows])
             for rows in (slice(0, 20), slice(20, 40), slice(40, 50))]
    assert mean == pytest.approx(sum(parts) / 50, rel=1e-12)


def test_a_snapshot_is_the_net_at_the_end_of_its_epoch_not_the_best_one(monkeypatch, tmp_path):
    scripted(monkeypatch, [.1, .5, .5])
    fit(valid=problem()[1], snapshots={2: tmp_path / "two.npz"})
    shorter, _ = fit(epochs=2)
    assert bits(models.load(tmp_path / "two.npz")) == bits(shorter)
