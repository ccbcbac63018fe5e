"""The loop of training.fit: what each epoch trains on, and what the history records."""
from functools import partial

import numpy as np
import pytest
from training_problem import C, D, N, bits, fit, problem, zero_gradients

from scratchadv import models, objectives, optim, training


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
