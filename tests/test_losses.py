"""Theorems about the losses of scores.  N examples, C classes."""
import math

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from scratchadv.losses import LOGISTIC, LOSSES, RBF, SIGMOIDS, SOFTMAX, rbf

N, C = 5, 6
BOTH = pytest.mark.parametrize("dtype", [np.float32, np.float64])


@pytest.fixture(params=LOSSES.values(), ids=lambda loss: loss.name)
def loss(request):
    return request.param


def example(loss, rng, size=1.0, dtype=np.float64):
    """Scores of about `size`, and labels."""
    if loss is LOGISTIC:
        return (size * rng.standard_normal(N)).astype(dtype), np.array([1, -1, 1, -1, -1])
    s = size * rng.standard_normal((N, C))
    return (-np.abs(s) if loss is RBF else s).astype(dtype), rng.integers(C, size=N)


def log_gradient(loss, s, y):
    """log |dJ/ds| of each example alone and its sign, from the formulas, in float64.  The judge."""
    s = s.astype(np.float64)
    if loss is LOGISTIC:
        return -np.logaddexp(0, y * s), -y
    assert loss in (SIGMOIDS, RBF, SOFTMAX), f"write the log gradient of {loss.name} here"
    label = np.arange(C) == y[:, None]
    sign = np.where(label, -1, 1)
    if loss is SIGMOIDS:
        return -np.logaddexp(0, -sign * s), sign
    if loss is RBF:
        return np.where(label, 0, s - rbf.log1mexp(s)), sign
    others = np.where(label, -np.inf, s)
    largest = others.max(axis=1, keepdims=True)
    log_others = largest + np.log(np.exp(others - largest).sum(axis=1, keepdims=True))
    log_p = s - np.logaddexp(log_others, s[label][:, None])
    log_all_others = log_others - np.logaddexp(log_others, s[label][:, None])
    return np.where(label, log_all_others, log_p), sign


# -- every loss

def test_J_is_the_mean_over_the_examples(rng, loss):
    s, y = example(loss, rng)
    J, _ = loss.forward(s, y)
    each = [loss.forward(s[n:n + 1], y[n:n + 1])[0] for n in range(N)]
    assert J == pytest.approx(np.mean(each), rel=1e-14), "sum over classes, mean over examples"
    assert np.shape(J) == ()


def test_the_gradient_of_an_example_is_that_of_the_example_alone_over_N(rng, loss):
    s, y = example(loss, rng)
    grad_s = loss.backward(1.0, loss.forward(s, y)[1])
    for n in range(N):
        alone = loss.backward(1.0, loss.forward(s[n:n + 1], y[n:n + 1])[1])
        assert_allclose(grad_s[n], alone[0] / N, rtol=1e-13, err_msg="the loss divides by N, once")


def test_backward_is_linear_in_grad_J(rng, loss):
    s, y = example(loss, rng)
    cache = loss.forward(s, y)[1]
    assert_allclose(loss.backward(-3.0, cache), -3 * loss.backward(1.0, cache), rtol=1e-14)


def test_the_direction_is_the_gradient_times_a_positive_factor_per_row(rng, loss):
    s, y = example(loss, rng)
    grad_s = loss.backward(1.0, loss.forward(s, y)[1]).reshape(N, -1)
    d = loss.direction(s, y).reshape(N, -1)
    factor = d / grad_s
    assert (factor > 0).all()
    assert_allclose(factor, np.broadcast_to(factor[:, :1], factor.shape), rtol=1e-12)


def test_no_function_modifies_scores_or_labels(rng, loss):
    s, y = example(loss, rng)
    s_before, y_before = s.copy(), y.copy()
    J, cache = loss.forward(s, y)
    loss.backward(1.0, cache)
    first = loss.backward(1.0, cache)
    for function in (loss.direction, loss.float32):
        function(s, y)
    loss.probabilities(s), loss.predict(s)
    assert_array_equal(s, s_before)
    assert_array_equal(y, y_before)
    assert_array_equal(loss.backward(1.0, cache), first, "backward changed its own cache")


@BOTH
def test_results_have_the_dtype_of_the_scores(rng, loss, dtype):
    s, y = example(loss, rng, dtype=dtype)
    J, cache = loss.forward(s, y)
    assert J.dtype == loss.backward(1.0, cache).dtype == loss.direction(s, y).dtype == dtype
    assert loss.float32(s, y).dtype == np.float32


@BOTH
def test_scores_of_ten_thousand_give_a_finite_loss_and_the_right_gradient(rng, loss, dtype):
    s, y = example(loss, rng, size=1e4, dtype=dtype)
    s.flat[0] = -1e4
    J, cache = loss.forward(s, y)
    log_size, sign = log_gradient(loss, s, y)
    assert np.isfinite(J) and J > 1
    assert_allclose(loss.backward(1.0, cache), sign * np.exp(log_size) / N, rtol=1e-5,
                    atol=np.finfo(dtype).tiny)


@BOTH
@pytest.mark.parametrize("size", [1, 30, 1e3, 1e4])
def test_the_direction_keeps_the_exact_sign_at_any_confidence(rng, loss, dtype, size):
    s, y = example(loss, rng, size=size, dtype=dtype)
    d = loss.direction(s, y).reshape(N, -1)
    log_size, sign = (part.reshape(N, -1) for part in log_gradient(loss, s, y))
    relative = log_size - log_size.max(axis=1, keepdims=True)
    counted = relative > np.log(1e-5)
    assert_array_equal(np.sign(d)[counted], sign[counted])
    assert (np.abs(d).max(axis=1) >= 1).all(), "a row vanished"
    assert_allclose(np.abs(d) / np.abs(d).max(axis=1, keepdims=True),
                    np.exp(relative), rtol=1e-4, atol=1e-5)


def test_probabilities_lie_between_0_and_1_and_the_largest_score_is_predicted(rng, loss):
    s, _ = example(loss, rng, size=5)
    p = loss.probabilities(s)
    assert ((p >= 0) & (p <= 1)).all()
    wanted = np.where(p > .5, 1, -1) if loss is LOGISTIC else p.argmax(axis=1)
    assert_array_equal(loss.predict(s), wanted)


def test_where_nothing_rounds_single_precision_has_the_same_signs(rng, loss):
    s, y = example(loss, rng)
    assert_array_equal(np.sign(loss.float32(s, y)), np.sign(loss.direction(s, y)))


def test_the_catalogue_of_losses_names_each_once():
    assert set(LOSSES) == {"softmax", "logistic", "sigmoids", "rbf"}


# -- RBF

def test_whole_numbered_exponents_lose_nothing():
    q, y = np.array([[-1, -2, -3], [-2, -1, -4]]), np.array([0, 2])
    assert_array_equal(rbf.log1mexp(q), rbf.log1mexp(q.astype(float)))
    assert RBF.forward(q, y)[0] == RBF.forward(q.astype(float), y)[0]
    assert_array_equal(RBF.direction(q, y), RBF.direction(q.astype(float), y))


# -- softmax

def test_softmax_does_not_change_when_a_row_is_shifted(rng):
    s, y = example(SOFTMAX, rng)
    shifted = s + 100 * rng.standard_normal((N, 1))
    assert_allclose(SOFTMAX.probabilities(shifted), SOFTMAX.probabilities(s), rtol=1e-12)
    assert SOFTMAX.forward(shifted, y)[0] == pytest.approx(SOFTMAX.forward(s, y)[0], rel=1e-12)
    assert_allclose(SOFTMAX.direction(shifted, y), SOFTMAX.direction(s, y), rtol=1e-11)


def test_softmax_rows_sum_to_1_and_those_of_its_gradient_to_0(rng):
    s, y = example(SOFTMAX, rng, size=30)
    grad_s = SOFTMAX.backward(1.0, SOFTMAX.forward(s, y)[1])
    assert_allclose(SOFTMAX.probabilities(s).sum(axis=1), 1, rtol=1e-14)
    assert_allclose(grad_s.sum(axis=1), 0, atol=1e-16)
    assert_allclose(SOFTMAX.direction(s, y).sum(axis=1), 0, atol=1e-14)


def test_the_softmax_loss_is_minus_the_log_of_the_labels_probability(rng):
    s, y = example(SOFTMAX, rng)
    p = SOFTMAX.probabilities(s)[range(N), y]
    assert SOFTMAX.forward(s, y)[0] == pytest.approx(-np.log(p).mean(), rel=1e-13)


def test_softmax_of_two_classes_is_logistic_of_their_difference(rng):
    s = rng.standard_normal((N, 2))
    y = np.array([1, 0, 0, 1, 1])
    difference, sign = s[:, 1] - s[:, 0], 2 * y - 1
    J, _ = LOGISTIC.forward(difference, sign)
    assert SOFTMAX.forward(s, y)[0] == pytest.approx(J, rel=1e-13)
    assert_allclose(SOFTMAX.probabilities(s)[:, 1], LOGISTIC.probabilities(difference), rtol=1e-13)


def test_in_single_precision_the_labels_entry_rounds_to_0_and_in_our_direction_it_does_not():
    s, y = np.array([[20.0, 0, 1]], np.float32), np.array([0])
    assert SOFTMAX.float32(s, y)[0, 0] == 0, "the paper's arithmetic, on purpose"
    assert_allclose(SOFTMAX.direction(s, y)[0], [-1 - np.exp(-1), np.exp(-1), 1], rtol=1e-6)
    assert_allclose(SOFTMAX.backward(1.0, SOFTMAX.forward(s, y)[1])[0, 0],
                    -np.exp(-20) - np.exp(-19), rtol=1e-5)


# -- logistic and sigmoids

def test_the_logistic_loss_is_the_same_when_score_and_label_change_sign(rng):
    s, y = example(LOGISTIC, rng)
    assert LOGISTIC.forward(s, y)[0] == LOGISTIC.forward(-s, -y)[0]


def test_independent_sigmoids_are_as_many_logistic_losses_as_classes(rng):
    s, y = example(SIGMOIDS, rng)
    present = np.where(np.arange(C) == y[:, None], 1, -1)
    each = [LOGISTIC.forward(s[:, c], present[:, c])[0] for c in range(C)]
    assert SIGMOIDS.forward(s, y)[0] == pytest.approx(sum(each), rel=1e-13)


# -- RBF detectors

def test_the_rbf_loss_is_a_binary_cross_entropy_for_each_class(rng):
    q, y = example(RBF, rng)
    p = RBF.probabilities(q)
    present = np.arange(C) == y[:, None]
    J = -np.where(present, np.log(p), np.log(1 - p)).sum(axis=1).mean()
    assert RBF.forward(q, y)[0] == pytest.approx(J, rel=1e-12)


@pytest.mark.parametrize("q, wanted", [
    (-1e-12, math.log(1e-12)), (-1e-3, math.log(-math.expm1(-1e-3))), (-math.log(2), math.log(.5)),
    (-40.0, -math.exp(-40)), (-1e4, 0.0), (0.0, -math.inf), (-0.0, -math.inf)])
def test_log1mexp_keeps_its_digits_at_both_ends(q, wanted):
    assert rbf.log1mexp(np.array([q]))[0] == pytest.approx(wanted, rel=1e-14)


@pytest.mark.parametrize("zero", [0.0, -0.0])
def test_on_the_centre_of_an_absent_class_J_is_infinite_and_wants_q_smaller(zero):
    J, cache = RBF.forward(np.array([[zero, -1.0]]), np.array([1]))
    assert J == np.inf, "padded?"
    assert_array_equal(RBF.backward(1.0, cache), [[np.inf, -1]])
    assert_array_equal(RBF.direction(np.array([[zero, -1.0]]), np.array([1])), [[1, 0]])


def test_on_the_centre_of_the_present_class_J_is_that_of_the_others():
    J, cache = RBF.forward(np.array([[0.0, -1.0]]), np.array([0]))
    assert J == pytest.approx(-math.log(1 - math.exp(-1)))
    assert_allclose(RBF.backward(1.0, cache), [[-1, 1 / (math.e - 1)]])


def test_where_nothing_rounds_single_precision_is_the_direction_times_a_factor_per_row(rng, loss):
    s, y = example(loss, rng)
    factor = loss.float32(s, y).reshape(N, -1) / loss.direction(s, y).reshape(N, -1)
    assert (factor > 0).all()
    assert_allclose(factor, np.broadcast_to(factor[:, :1], factor.shape), rtol=1e-5)


def test_a_score_of_0_is_minus_1():
    assert_array_equal(LOGISTIC.predict(np.array([-1e-300, -0., 0., 1e-300])), [-1, -1, -1, 1])


def test_in_single_precision_a_sure_plus_1_is_lost_from_17_and_a_sure_minus_1_is_not():
    s = np.array([16, 17, -16, -17], np.float32)
    found = LOGISTIC.float32(s, np.array([1, 1, -1, -1]))
    assert_array_equal(np.sign(found), [-1, 0, 1, 1])
