"""Metrics against known values.  N examples, D inputs, C classes."""
import numpy as np
import pytest
from attack_nets import D, N, C, network
from numpy.testing import assert_allclose, assert_array_equal
from scipy.stats import binomtest

from scratchadv import losses, metrics, models


class Says:
    """A model that gives the same probabilities whatever it sees."""

    def __init__(self, p):
        self.loss_function = losses.SOFTMAX._replace(probabilities=lambda s: p)

    def scores(self, x):
        return np.zeros((len(x), C))


def softmax_of(table, dtype=np.float64):
    """A softmax regression whose scores at the unit vectors are the rows of table (D, C)."""
    table = np.asarray(table, dtype)
    net = models.softmax_regression(*table.shape, rng=np.random.default_rng(0), dtype=dtype)
    net.parameters()["layer0.W"][...] = table
    return net


# -- of a model

def test_networks_of_other_labels_do_not_agree_on_anything():
    with pytest.raises(ValueError, match="same labels, got n_classes 3 and 4"):
        metrics.agreement(softmax_of(np.eye(5, 3)), softmax_of(np.eye(5, 4)), np.eye(5))


def test_error_is_the_share_of_wrong_labels():
    net = softmax_of([[3, 0, 0], [0, 3, 0], [0, 0, 3], [3, 0, 0], [0, 3, 0]])
    assert metrics.error(net, np.eye(5), [0, 1, 2, 2, 0]) == 2 / 5


def test_an_error_of_labels_in_minus_and_plus_1_counts_likewise(rng):
    net, x = network("logistic", rng), rng.random((N, D))
    y = net.predict(x)
    y[[1, 3, 4]] *= -1
    assert metrics.error(net, x, y) == 3 / 5


def test_confidence_is_the_mean_of_the_largest_probability_over_all():
    net = softmax_of(np.log([[.5, .3, .2], [.1, .8, .1], [.2, .2, .6], [.7, .2, .1]]))
    assert_allclose(metrics.confidence(net, np.eye(4)), (.5 + .8 + .6 + .7) / 4, rtol=1e-14)


def test_confidence_on_mistakes_leaves_out_what_is_right():
    net = softmax_of(np.log([[.5, .3, .2], [.1, .8, .1], [.2, .2, .6], [.7, .2, .1]]))
    found = metrics.confidence_on_mistakes(net, np.eye(4), [0, 2, 2, 1])
    assert_allclose(found, (.8 + .7) / 2, rtol=1e-14, err_msg="the mean is over the mistakes only")


def test_without_mistakes_there_is_no_confidence_on_them():
    assert metrics.confidence_on_mistakes(softmax_of(np.eye(4)), np.eye(4), [0, 1, 2, 3]) is None


def test_the_confidence_of_a_logistic_minus_1_is_the_probability_of_minus_1():
    assert_array_equal(metrics.top_probability(np.array([.25, .5, 1., 0.])), [.75, .5, 1, 1])


def test_a_prediction_is_taken_from_the_scores_where_probabilities_underflow(rng):
    net = models.rbf_network(D, C, rng=rng, log_beta=9., dtype=np.float32)
    x = rng.random((N, D)).astype(np.float32)
    labels, sure = metrics.outcome(net, x)
    assert (sure == 0).any(), "no example underflows: the test shows nothing"
    assert_array_equal(labels, net.scores(x).argmax(axis=1))


def test_the_mean_confidence_of_float32_is_summed_in_float64():
    p = np.full(2 ** 16, .1, np.float32)
    wanted = float(np.float32(.1))
    found = metrics.confidence(Says(p[:, None]), np.zeros((len(p), D)))
    assert_allclose(found, wanted, rtol=1e-12)


def test_agreement_is_the_share_of_equal_labels():
    one = softmax_of([[3, 0, 0], [0, 3, 0], [0, 0, 3], [3, 0, 0], [0, 3, 0]])
    two = softmax_of([[3, 0, 0], [0, 0, 3], [0, 0, 3], [0, 0, 3], [0, 3, 0]])
    assert metrics.agreement(one, two, np.eye(5)) == 3 / 5


# -- Wilson's interval

@pytest.mark.parametrize("k, n", [(0, 1), (1, 1), (0, 10_000), (10_000, 10_000), (1, 10_000),
                                  (894, 1000), (3, 10), (77, 10_000)])
@pytest.mark.parametrize("level", [.95, .8])
def test_wilson_s_interval_is_scipy_s(k, n, level):
    wanted = binomtest(k, n).proportion_ci(level, method="wilson")
    found = metrics.wilson_interval(k, n, confidence=level)
    assert_allclose(found, (wanted.low, wanted.high), rtol=1e-9, atol=1e-12)


def test_none_and_all_are_the_ends_themselves_and_more_than_all_is_refused():
    for n in range(1, 200):
        assert metrics.wilson_interval(0, n)[0] == 0 and metrics.wilson_interval(n, n)[1] == 1
    with pytest.raises(ValueError, match="k must be at most n, got k=8 and n=7"):
        metrics.wilson_interval(8, 7)


@pytest.mark.parametrize("level", [0, 1])
def test_a_confidence_of_nothing_or_of_certainty_is_refused(level):
    with pytest.raises(ValueError, match="confidence must lie between 0 and 1, both excluded"):
        metrics.wilson_interval(3, 7, confidence=level)


@pytest.mark.parametrize("k, n", [(0, 7), (3, 7), (7, 7)])
def test_wilson_s_interval_holds_the_share_and_stays_in_0_to_1(k, n):
    low, high = metrics.wilson_interval(k, n)
    assert 0 <= low <= k / n <= high <= 1 and low < high


def test_wilson_s_interval_covers_the_truth_as_often_as_it_says(rng):
    p, n = .03, 200
    intervals = [metrics.wilson_interval(int(k), n) for k in rng.binomial(n, p, 2000)]
    covered = np.mean([low <= p <= high for low, high in intervals])
    assert .93 < covered < .98           # the textbook's k/n +- 1.96 sd covers only .86 here


# -- of an attack

def test_only_rows_that_are_0_throughout_are_counted():
    assert metrics.zero_direction_share([[0, 0], [0, 1e-300], [-0., 0], [2, 0]]) == .5


def test_a_row_that_single_precision_rounds_away_is_counted():
    net = softmax_of(1e5 * np.eye(4), np.float32)
    x, y = np.eye(4, dtype=np.float32), np.arange(4)
    assert metrics.zero_direction_share(net.float32_direction(x, y)) == 1
    assert metrics.zero_direction_share(net.attack_direction(x, y)) == 0


def test_the_rms_of_a_sign_step_is_eps(rng):
    eta = .25 * rng.choice([-1., 1], (N, D))
    assert_allclose(metrics.rms(eta), .25, rtol=1e-15)
    assert_allclose(metrics.l2norm(eta), .25 * np.sqrt(D), rtol=1e-15)


# -- of filters

def brute_force_share(w, window):
    side = round(len(w) ** .5)
    mass = np.abs(w.reshape(side, side))
    return max(mass[i:i + window, j:j + window].sum() for i in range(side - window + 1)
               for j in range(side - window + 1)) / mass.sum()


def test_the_window_share_is_that_of_the_best_window_by_brute_force(rng):
    W = rng.standard_normal((81, 4, 3))
    found = metrics.window_share(W, window=5)
    assert found.shape == (4, 3)
    for m in range(4):
        for k in range(3):
            assert_allclose(found[m, k], brute_force_share(W[:, m, k], 5), rtol=1e-12)


def test_a_window_as_large_as_the_filter_holds_all_and_a_larger_one_is_refused(rng):
    W = rng.standard_normal((49, 3))
    assert_allclose(metrics.window_share(W, window=7), 1, rtol=1e-12)
    with pytest.raises(ValueError, match="window must be at most 7, the side of a filter, got 8"):
        metrics.window_share(W, window=8)


def test_pixels_that_make_no_square_are_refused(rng):
    with pytest.raises(ValueError, match=r"W must have a square number of pixels .* \(50, 3\)"):
        metrics.window_share(rng.standard_normal((50, 3)))


def test_an_even_filter_has_the_window_s_share_of_the_area():
    assert_allclose(metrics.window_share(np.full((784, 2), -3.)), 49 / 784, rtol=1e-12)


def test_a_filter_within_one_window_has_share_1_wherever_it_lies(rng):
    for i, j in ((0, 0), (21, 21), (0, 21), (11, 5)):
        w = np.zeros((28, 28))
        w[i:i + 7, j:j + 7] = rng.standard_normal((7, 7))
        assert_allclose(metrics.window_share(w.reshape(784, 1)), 1, rtol=1e-12)


def test_entropy_is_that_of_even_mass_on_so_many_pixels():
    W = np.zeros((784, 3))
    W[:, 0], W[:8, 1], W[5, 2] = -.1, 2, 3
    assert_allclose(metrics.spatial_entropy(W), [np.log2(784), 3, 0], atol=1e-12)


def test_a_filter_of_zeros_has_share_and_entropy_0():
    W = np.zeros((784, 2), np.float32)
    assert_array_equal(metrics.window_share(W), 0)
    assert_array_equal(metrics.spatial_entropy(W), 0)


def test_the_scale_of_a_filter_does_not_matter(rng):
    W = rng.standard_normal((784, 3))
    assert_allclose(metrics.window_share(-1e-9 * W), metrics.window_share(W), rtol=1e-9)
    assert_allclose(metrics.spatial_entropy(-1e-9 * W), metrics.spatial_entropy(W), rtol=1e-9)
