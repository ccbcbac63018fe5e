"""The loop, early stopping and the doors of training.fit.  N=50 examples, D=7, M=4, K=3, C=6."""
import io
import re
from functools import partial

import numpy as np
import pytest

from scratchadv import attacks, losses, metrics, models, objectives, optim, training
from scratchadv.progress import Progress

N, D, M, K, C = 50, 7, 4, 3, 6


def problem(seed=0):
    """A maxout network, examples whose class is the largest of their first six inputs, the rng."""
    rng = np.random.default_rng(seed)
    net = models.maxout_network(D, (M,), K, C, rng=rng, init=.5, dtype=np.float64)
    x = rng.random((N, D))
    return net, (x, x[:, :C].argmax(axis=1)), rng


def bits(net):
    return {name: theta.tobytes() for name, theta in net.parameters().items()}


def fit(epochs=3, seed=0, objective=objectives.clean, **options):
    """-> net, history of the problem with `options`."""
    net, train, rng = problem(seed)
    return net, training.fit(net, train, objective=objective, epochs=epochs, rng=rng, **options)


def zero_gradients(net):
    return {name: np.zeros_like(theta) for name, theta in net.parameters().items()}


# -- the loop

@pytest.mark.parametrize("optimizer", [optim.SGD(lr=.1, max_norm=2), optim.Adam(lr=.01)])
@pytest.mark.parametrize("objective", [
    objectives.clean, partial(objectives.adversarial, eps=.02)])
def test_the_loss_without_dropout_falls(optimizer, objective):
    net, (x, y), rng = problem()
    before = net.loss(x, y)
    training.fit(net, (x, y), objective=objective, epochs=40, rng=rng, optimizer=optimizer,
                 batch_size=8)
    assert net.loss(x, y) < .9 * before


def test_the_same_seed_gives_the_same_bits_and_another_seed_others():
    (net, history), (again, same_history), (other, other_history) = fit(), fit(), fit(seed=1)
    assert bits(net) == bits(again) and history == same_history
    assert bits(net) != bits(other) and history != other_history


def test_every_epoch_meets_every_example_once_in_an_order_of_its_own():
    met = []

    def objective(net, x, y, rng):
        met.append(x[:, 0].copy())
        return 0.0, zero_gradients(net)

    net, train, rng = problem()
    training.fit(net, train, objective=objective, epochs=2, rng=rng, batch_size=20)
    assert [len(batch) for batch in met] == [20, 20, 10] * 2, "the last batch holds the rest"
    first, second = np.concatenate(met[:3]), np.concatenate(met[3:])
    assert np.array_equal(np.sort(first), np.sort(train[0][:, 0]))
    assert np.array_equal(np.sort(second), np.sort(train[0][:, 0]))
    assert not np.array_equal(first, second), "shuffle once an epoch, not once a run"


def test_labels_go_with_their_examples():
    pairs = []

    def objective(net, x, y, rng):
        pairs.extend(x[:, :C].argmax(axis=1) == y)
        return 0.0, zero_gradients(net)

    fit(objective=objective)
    assert all(pairs), "x and y must be shuffled by the same permutation"


def test_the_recorded_J_is_the_mean_over_examples_also_when_the_last_batch_is_short():
    def objective(net, x, y, rng):
        return x.mean(), zero_gradients(net)

    net, train, rng = problem()
    history = training.fit(net, train, objective=objective, epochs=1, rng=rng, batch_size=30)
    assert history.J[0] == pytest.approx(train[0].mean(), rel=1e-14), \
        "weigh each batch by its examples: a mean of means counts the short one too much"


def test_one_step_on_the_whole_set_is_theta_minus_lr_times_the_gradient():
    net = models.softmax_regression(D, C, rng=np.random.default_rng(0), dtype=np.float64)
    _, (x, y), rng = problem()
    start, (_, _, grads) = net.copy().parameters(), net.loss_and_grads(x, y)
    training.fit(net, (x, y), objective=objectives.clean, epochs=1, rng=rng, batch_size=N,
                 optimizer=optim.SGD(lr=.3))
    for name, theta in net.parameters().items():
        np.testing.assert_allclose(theta, start[name] - .3 * grads[name], rtol=0, atol=1e-15)


def test_history_records_lr_and_momentum_as_each_epoch_began():
    optimizer = optim.SGD(lr=.2, decay=2, momentum=.5, final_momentum=.7, momentum_epochs=3)
    _, history = fit(optimizer=optimizer, batch_size=25)
    assert history.epoch == [1, 2, 3]
    assert history.lr == [.2, .05, .0125], "two updates an epoch, lr halved after each"
    assert history.momentum == pytest.approx([.5, .6, .7])


def test_adam_has_no_momentum_to_record():
    assert fit(optimizer=optim.Adam())[1].momentum == [None] * 3


def test_histories_are_equal_whatever_time_the_epochs_took():
    _, history = fit()
    _, again = fit()
    again.seconds = [1000.0] * 3
    assert len(history.seconds) == 3 and history == again


def test_data_of_another_precision_is_taken_in_the_parameters_dtype():
    seen = []

    def objective(net, x, y, rng):
        seen.append(x.dtype)
        return objectives.clean(net, x, y, rng)

    net, (x, y), rng = problem()
    training.fit(net, (x.astype(np.float32), y), objective=objective, epochs=1, rng=rng)
    assert seen == [np.float64]


def test_fit_leaves_the_data_alone():
    net, (x, y), rng = problem()
    x.flags.writeable = y.flags.writeable = False
    training.fit(net, (x, y), objective=objectives.adversarial, epochs=1, rng=rng, valid=(x, y),
                 monitor="adversarial_error")


def test_a_logistic_model_trains_on_its_closed_form():
    net, (x, y), rng = problem()
    net = models.logistic_regression(D, rng=rng, dtype=np.float64)
    signs = np.where(x[:, 0] > x[:, 1], 1, -1)
    history = training.fit(net, (x, signs), rng=rng, epochs=30, valid=(x, signs),
                           objective=partial(objectives.adversarial_logistic, eps=.01))
    assert history.error[-1] < .1 and history.J[-1] < history.J[0]


# -- validation

def scripted(monkeypatch, errors):
    """Make the monitor say `errors` in turn.  -> a list that receives the parameters it saw"""
    seen, script = [], iter(errors)

    def monitor(net, x, y, eps):
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


def test_a_lower_error_gives_new_patience(monkeypatch):
    scripted(monkeypatch, [.5, .6, .4, .6, .3, .6, .6, .1])
    _, history = fit(epochs=10, valid=problem()[1], patience=2)
    assert len(history.epoch) == 7 and history.best_epoch == 5


def test_the_best_epoch_is_kept_without_patience_too(monkeypatch):
    seen = scripted(monkeypatch, [.5, .2, .4])
    net, history = fit(valid=problem()[1])
    assert history.best_epoch == 2 and not history.stopped_early and bits(net) == seen[1]


def test_validation_does_not_change_the_training():
    _, history = fit()
    _, validated = fit(valid=problem()[1], monitor="adversarial_error")
    assert history.J == validated.J, "the monitor must not draw from rng"


@pytest.mark.parametrize("monitor, attack_eps", [("error", 0), ("adversarial_error", .1)])
def test_the_monitor_measures_what_its_name_says(monitor, attack_eps):
    x, y = problem(seed=5)[1]
    net, history = fit(epochs=1, valid=(x, y), monitor=monitor, monitor_eps=.1)
    assert history.error == [metrics.error(net, attacks.fgsm(net, x, y, eps=attack_eps), y)]


# -- snapshots

def test_a_snapshot_is_the_net_at_the_end_of_its_epoch_not_the_best_one(monkeypatch, tmp_path):
    scripted(monkeypatch, [.1, .5, .5])
    fit(valid=problem()[1], snapshots={2: tmp_path / "two.npz"})
    shorter, _ = fit(epochs=2)
    assert bits(models.load(tmp_path / "two.npz")) == bits(shorter)


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


def test_an_epoch_whose_very_last_step_diverges_is_not_recorded():
    def objective(net, x, y, rng):
        return 0.0, {name: theta + 10 for name, theta in net.parameters().items()}

    with pytest.raises(FloatingPointError, match=r"layer0.W .* epoch 1, by its end, at lr 1e\+308"):
        fit(epochs=1, objective=objective, batch_size=N, optimizer=optim.SGD(lr=1e308, decay=1))


def test_a_learning_rate_far_too_high_is_told_as_one_error_without_warnings():
    with pytest.raises(FloatingPointError, match="lower learning rate"):
        fit(epochs=50, optimizer=optim.SGD(lr=1e200), batch_size=10)


def test_an_interrupt_comes_through():
    def objective(net, x, y, rng):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fit(objective=objective)


# -- progress

class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_progress_is_one_line_with_epoch_J_error_rate_and_time_left(monkeypatch):
    monkeypatch.setenv("COLUMNS", "120")
    stream = Terminal()
    _, history = fit(epochs=40, valid=problem()[1], batch_size=2, progress=Progress(stream))
    lines = [line.strip() for line in stream.getvalue().split("\r") if line.strip()]
    assert lines[0] == "epoch 1/40", "the first sign of life comes before the first step"
    pattern = r"epoch \d+/40  J \d\.\d{4}  (error \d+\.\d\d%  )?\d+ examples/s  .* left"
    assert len(lines) > 1 and all(re.fullmatch(pattern, line) for line in lines[1:])
    assert "\n" not in stream.getvalue()


def test_the_line_is_cleared_when_training_fails():
    stream = Terminal()
    with pytest.raises(FloatingPointError):
        fit(objective=partial(poisoned, countdown=[0], of="J"), progress=Progress(stream))
    assert stream.getvalue().endswith("\r"), "the error's text must start on a clean line"


# -- doors

X, Y = problem()[1]


@pytest.mark.parametrize("name, options", [
    ("train", {"train": X}),
    ("train", {"train": (X, Y, Y)}),
    ("train.x", {"train": (X[:, :3], Y)}),
    ("train.x", {"train": (np.where(X > .9, np.nan, X), Y)}),
    ("train.x", {"train": (X[:0], Y[:0])}),
    ("train.y", {"train": (X, Y[:-1])}),
    ("train.y", {"train": (X, Y + 1)}),
    ("train.y", {"train": (X, np.eye(C)[Y])}),
    ("valid", {"valid": [X, Y]}),
    ("valid.x", {"valid": (X[0], Y[:1])}),
    ("valid.y", {"valid": (X, Y.astype(float))}),
    ("objective", {"objective": "clean"}),
    ("objective", {"objective": lambda net, x, y, rng: net.loss(x, y)}),
    ("objective", {"objective": lambda net, x, y, rng: net.loss_and_grads(x, y, rng)}),
    ("objective", {"objective": lambda net, x, y, rng: (0.0, {})}),
    ("objective", {"objective": objectives.l1}),
    ("objective", {"objective": losses.SOFTMAX.forward}),
    ("objective", {"objective": partial(objectives.adversarial, alfa=.5)}),
    ("objective's alpha", {"objective": partial(objectives.adversarial, alpha=2)}),
    ("objective's eps", {"objective": partial(objectives.adversarial_clean_probe, eps=-.25)}),
    ("objective's eps", {"objective": partial(objectives.adversarial, eps=".25")}),
    ("objective's coefficient", {"objective": partial(objectives.l1, coefficient=np.nan)}),
    ("progress", {"progress": True}),
    ("epochs", {"epochs": 0}),
    ("epochs", {"epochs": 2.5}),
    ("rng", {"rng": 0}),
    ("rng", {"rng": None}),
    ("optimizer", {"optimizer": .1}),
    ("optimizer", {"optimizer": optim.SGD}),
    ("batch_size", {"batch_size": 0}),
    ("batch_size", {"batch_size": 8.0}),
    ("monitor", {"monitor": "accuracy"}),
    ("monitor_eps", {"monitor_eps": -.1}),
    ("monitor_eps", {"monitor_eps": np.nan}),
    ("patience", {"patience": 5, "valid": None}),
    ("patience", {"patience": 0}),
    ("snapshots", {"snapshots": [1, 2]}),
    ("checkpoint", {"checkpoint": 3}),
    ("checkpoint", {"checkpoint": "."}),
])
def test_a_wrong_argument_is_refused_by_its_name_before_anything_changes(name, options):
    net, train, rng = problem()
    before = bits(net)
    arguments = {"train": train, "objective": objectives.clean, "epochs": 1, "rng": rng,
                 "valid": train, **options}
    with pytest.raises(ValueError, match=rf"^{name} must .*got ") as error:
        training.fit(net, arguments.pop("train"), **arguments)
    assert "\n" not in str(error.value) and bits(net) == before


@pytest.mark.parametrize("net", [models.Network, models.softmax_regression, None])
def test_what_makes_a_network_is_not_taken_for_one(net, rng):
    with pytest.raises(ValueError, match="^net must be a network, such as .* got "):
        training.fit(net, (X, Y), objective=objectives.clean, epochs=1, rng=rng)
