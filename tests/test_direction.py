"""The attack's direction has the signs of exact arithmetic, at any confidence and in any dtype."""
import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from scratchadv import datasets, models
from scratchadv.gradcheck_catalogue import gradients


@pytest.fixture(params=gradients.MODELS)
def example(request, rng):
    return gradients.example(request.param, rng)


def rows_are_positive_multiples(ours, theirs, rtol):
    factor = np.sum(ours * theirs, axis=1) / np.sum(theirs ** 2, axis=1)
    assert (factor > 0).all()
    scale = np.abs(ours).max()
    assert_allclose(ours, factor[:, None] * theirs, rtol=rtol, atol=rtol * scale)


def test_the_direction_is_the_gradient_times_a_positive_factor_per_row(example):
    net, x, y = example
    rows_are_positive_multiples(net.attack_direction(x, y), net.grad_x(x, y), rtol=1e-11)


def test_directions_have_the_dtype_of_x(example):
    net, x, y = example
    assert net.attack_direction(x, y).dtype == np.float64
    assert net.attack_direction(x.astype(np.float32), y).dtype == np.float32
    assert net.astype(np.float32).float32_direction(x.astype(np.float32), y).dtype == np.float32


def test_a_tiny_gradient_keeps_its_signs_in_a_narrow_dtype(rng):
    net = models.mlp(7, (4,), 6, rng=rng, activation="sigmoid", dtype=np.float64)
    net.parameters()["layer0.b"][:] = -240                # sigma' is 1e-104: in float32 that is 0
    x, y = rng.random((5, 7), np.float32), rng.integers(6, size=5)
    assert np.abs(net.grad_x(x.astype(np.float64), y)).max() < np.finfo(np.float32).tiny
    assert_array_equal(np.sign(net.attack_direction(x, y)),
                       np.sign(net.attack_direction(x.astype(np.float64), y)))


def trained(name, rng, train):
    """A float32 net after 150 plain steps of SGD."""
    make = {"softmax": models.softmax_regression,
            "maxout": lambda rng: models.maxout_network(rng=rng, units=(40, 30), init=.05),
            "sigmoids": lambda rng: models.maxout_network(rng=rng, units=(40, 30), init=.05,
                                                          top="sigmoids")}
    net = make[name](rng=rng)
    for step in range(150):
        rows = slice(100 * step, 100 * step + 100)
        _, _, grads = net.loss_and_grads(train.x[rows], train.y[rows])
        for parameter, grad in zip(net.parameters().values(), grads.values()):
            parameter -= np.float32(.2) * grad
    return net


def exact_direction(net, x, y):
    """grad_x of each row's loss over its largest entry of dJ/ds, from the formulas, in float64."""
    net, x = net.astype(np.float64), x.astype(np.float64)
    s, caches = net.forward(x)
    label = np.arange(s.shape[1]) == y[:, None]
    if net.loss_function.name == "sigmoids":
        log_size = np.where(label, -np.logaddexp(0, s), -np.logaddexp(0, -s))
    else:
        others = np.logaddexp.reduce(np.where(label, -np.inf, s), axis=1, keepdims=True)
        log_size = np.where(label, others, s)
    log_size -= log_size.max(axis=1, keepdims=True)
    return net.backward_to_input(np.where(label, -1, 1) * np.exp(log_size), caches)


@pytest.mark.parametrize("name", ["softmax", "maxout", "sigmoids"])
def test_at_scores_times_1000_in_float32_every_sign_is_that_of_exact_arithmetic(rng, name):
    train, test = datasets.load_mnist()
    net = trained(name, rng, train)
    for parameter in list(net.parameters().values())[-2:]:
        parameter *= 1000
    x, y = test.x[:1000], test.y[:1000]
    assert np.abs(net.scores(x)).max() > 1000
    for labels in (y, (y + 1) % 10):
        g = exact_direction(net, x, labels)
        counted = np.abs(g) > 1e-5 * np.abs(g).max(axis=1, keepdims=True)
        wrong = counted & (np.sign(net.attack_direction(x, labels)) != np.sign(g))
        assert wrong.sum() == 0
    paper = np.sign(net.float32_direction(x, y)) != np.sign(exact_direction(net, x, y))
    assert paper.mean() > .1, "nothing saturates here: the test would show nothing"


def test_scores_that_tie_within_float32_are_told_apart(rng):
    """s = (1e4 + 1, 1e4 + 1.0003, 0), label 2: where the first two are taken for equal, so are the
    weights of the second input, 1 and -1, and its gradient is 0 instead of -.0003."""
    net = models.softmax_regression(2, 3, rng=rng)
    theta = net.parameters()
    theta["layer0.W"][...], theta["layer0.b"][...] = [[1, 1.0003, 0], [1, -1, 0]], [1e4, 1e4, 0]
    x, y = np.array([[1, 0]], np.float32), np.array([2])
    assert net.scores(x)[0, 0] == net.scores(x)[0, 1]
    assert_array_equal(np.sign(exact_direction(net, x, y)), [[1, -1]])
    assert_array_equal(np.sign(net.attack_direction(x, y)), [[1, -1]])


def test_the_papers_arithmetic_is_single_precision_in_a_float64_net_too(example):
    net, x, y = example
    assert_array_equal(net.float32_direction(x, y),
                       net.astype(np.float32).float32_direction(x, y))
