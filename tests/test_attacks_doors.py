"""Doors of the attacks, the metrics and the evaluation: one sentence that names the argument."""
from types import SimpleNamespace

import numpy as np
import pytest
from attack_nets import D, N, NETWORKS, C, Gradient, labels, network

from scratchadv import attacks, evaluation, metrics
from scratchadv.attacks import fgsm, pgd, rotate_towards_gradient

X = np.full((N, D), .5)
Y = np.arange(N) % C
SIGNS = np.array([-1, 1, 1, -1, 1])
RNG = np.random.default_rng(0)
MAXOUT, LOGISTIC = network("maxout", RNG), network("logistic", RNG)
BARE = Gradient(X)


def with_entry(value):
    """X with one pixel replaced."""
    x = X.copy()
    x[3, 2] = value
    return x


CASES = {
    "one example without its row": (lambda: fgsm(MAXOUT, X[0], eps=.1), "x must have shape (N, 7)"),
    "another width": (lambda: fgsm(MAXOUT, X[:, :-1], Y, eps=.1), "x must have shape (N, 7)"),
    "no example": (lambda: fgsm(MAXOUT, X[:0], Y[:0], eps=.1), "N >= 1"),
    "images unflattened": (lambda: attacks.sign_noise(X[:, None], eps=.1, rng=RNG), "x must have"),
    "words as x": (lambda: fgsm(MAXOUT, np.full((N, D), "a"), eps=.1), "x must hold real numbers"),
    "NaN in x": (lambda: fgsm(MAXOUT, with_entry(np.nan), Y, eps=.1), "x must be finite, got 1"),
    "infinity in x": (lambda: attacks.round_to_8_bits(with_entry(np.inf)), "x must be finite"),
    "images": (lambda: fgsm(MAXOUT, X.reshape(N, 1, -1), eps=.1), "x.reshape(len(x), -1)"),
    "one image": (lambda: fgsm(MAXOUT, X[0][:, None], eps=.1), "x.reshape(1, -1)"),
    "masked pixels": (lambda: fgsm(MAXOUT, np.ma.masked_equal(X, .5), eps=.1), "x.filled(0)"),
    "masked labels": (lambda: metrics.error(MAXOUT, X, np.ma.masked_equal(Y, 1)),
                      "leave the masked rows out"),
    "a long list": (lambda: fgsm(MAXOUT, X, Y, eps=.1, targeted=[*range(999)]), " ... (list)"),
    "a long word": (lambda: fgsm(MAXOUT, X, Y, eps="x" * 999), "xxx ... (str)"),
    "too few labels": (lambda: fgsm(MAXOUT, X, Y[:-1], eps=.1), "y must have shape (5,)"),
    "a column of labels": (lambda: pgd(MAXOUT, X, Y[:, None], eps=.1, rng=RNG), "use y[:, 0]"),
    "one-hot labels": (lambda: pgd(MAXOUT, X, np.eye(C)[Y], eps=.1, rng=RNG), "y.argmax(axis=1)"),
    "a class too many": (lambda: fgsm(MAXOUT, X, Y + 2, eps=.1), "y must lie in 0..5 (6 classes)"),
    "real labels": (lambda: fgsm(MAXOUT, X, Y + .5, eps=.1), "y must hold whole class numbers"),
    "labels 0 and 1 for logistic": (lambda: fgsm(LOGISTIC, X, Y % 2, eps=.1), "2*y.astype(int)"),
    "too few labels for an object": (lambda: fgsm(BARE, X, Y[1:], eps=.1), "y must have shape"),
    "negative eps": (lambda: fgsm(MAXOUT, X, Y, eps=-.1), "eps must be a finite number, 0 or more"),
    "NaN eps": (lambda: pgd(MAXOUT, X, Y, eps=np.nan, rng=RNG), "eps must be"),
    "infinite eps": (lambda: attacks.scaled_gradient(MAXOUT, X, Y, eps=np.inf), "eps must be"),
    "a word for eps": (lambda: attacks.uniform_noise(X, eps="big", rng=RNG), "got 'big' (str)"),
    "an array for eps": (lambda: fgsm(MAXOUT, X, Y, eps=np.array([.1, .2])), "eps must be"),
    "unknown norm": (lambda: fgsm(MAXOUT, X, Y, eps=.1, norm=3), "norm must be numpy.inf, 2 or 1"),
    "a word for norm": (lambda: fgsm(MAXOUT, X, Y, eps=.1, norm="inf"), "got 'inf'"),
    "True for norm": (lambda: fgsm(MAXOUT, X, Y, eps=.1, norm=True), "norm must be"),
    "targeted without y": (lambda: fgsm(MAXOUT, X, eps=.1, targeted=True), "y must be the target"),
    "targeted by a word": (lambda: fgsm(MAXOUT, X, Y, eps=.1, targeted="yes"), "targeted must be"),
    "clip range upside down": (lambda: fgsm(MAXOUT, X, Y, eps=.1, clip_min=1, clip_max=0),
                               "clip_min must be at most clip_max, got clip_min=1 and clip_max=0"),
    "NaN as clip_min": (lambda: fgsm(MAXOUT, X, Y, eps=.1, clip_min=np.nan), "clip_min must be"),
    "a word as clip_max": (lambda: pgd(MAXOUT, X, Y, eps=.1, rng=RNG, clip_max="1"),
                           "clip_max must be"),
    "x below clip_min": (lambda: fgsm(MAXOUT, with_entry(-.1), Y, eps=.1, clip_min=0),
                         "x must lie within clip_min=0 and clip_max=None, got values from -0.1"),
    "x above clip_max": (lambda: pgd(MAXOUT, 255 * X, Y, eps=.1, rng=RNG, clip_min=0, clip_max=1),
                         "x must lie within clip_min=0 and clip_max=1"),
    "unknown direction": (lambda: fgsm(MAXOUT, X, Y, eps=.1, direction="float64"),
                          "direction must be one of 'exact', 'quick', 'float32', got 'float64'"),
    "float32 of an object without it": (lambda: fgsm(BARE, X, eps=.1, direction="float32"),
                                        'direction must be "exact" for a model without'),
    "a gradient of another shape": (lambda: fgsm(Gradient(X[:, 1:]), X, eps=.1), "net must return"),
    "a gradient with NaN": (lambda: fgsm(Gradient(X * np.nan), X, eps=.1), "net must return a fin"),
    "an object with a quick direction alone": (
        lambda: fgsm(type("Quick", (), {"quick_direction": None})(), X, eps=.1), "net must be"),
    "a class for a net": (lambda: fgsm(type(MAXOUT), X, Y, eps=.1), "net must be a network"),
    "a function for a net": (lambda: pgd(network, X, Y, eps=.1, rng=RNG), "net must be a network"),
    "an eps beyond every float": (lambda: fgsm(MAXOUT, X, Y, eps=10 ** 400), "eps must be a fin"),
    "no generator": (lambda: pgd(MAXOUT, X, Y, eps=.1, rng=None), "rng must be a numpy Generator"),
    "a seed for a generator": (lambda: attacks.sign_noise(X, eps=.1, rng=0), "default_rng(seed)"),
    "no steps": (lambda: pgd(MAXOUT, X, Y, eps=.1, rng=RNG, steps=0), "steps must be a whole"),
    "half a step": (lambda: pgd(MAXOUT, X, Y, eps=.1, rng=RNG, steps=2.5), "steps must be a whole"),
    "a step back": (lambda: pgd(MAXOUT, X, Y, eps=.1, rng=RNG, step=-.1), "step must be"),
    "an angle in degrees": (lambda: rotate_towards_gradient(MAXOUT, X, Y, angle=15),
                            "use numpy.radians(degrees)"),
    "a negative angle": (lambda: rotate_towards_gradient(MAXOUT, X, Y, angle=-.1), "angle must be"),
    "no net for error": (lambda: metrics.error(None, X, Y), "net must be a network"),
    "no net for confidence": (lambda: metrics.confidence(X, MAXOUT), "net must be a network"),
    "no net for agreement": (lambda: metrics.agreement(MAXOUT, None, X), "net_b must be a network"),
    "no net for a rate": (lambda: evaluation.error_rate(None, X, Y), "net must be a network"),
    "no net for a target": (lambda: attacks.least_likely(None, X), "net must be a network"),
    "one eta": (lambda: metrics.l2norm(X[0]), "eta must have shape (N, D)"),
    "one eta to rms": (lambda: metrics.rms(X[0]), "eta[None, :]"),
    "no labels to measure": (lambda: evaluation.measure(MAXOUT, X, None, "v"), "y must have shape"),
    "words to measure": (lambda: evaluation.error_rate(MAXOUT, X, Y.astype(str)), "class numbers"),
    "a column to measure": (lambda: evaluation.error_rate(MAXOUT, X, Y[:, None]), "use y[:, 0]"),
    "labels for error": (lambda: metrics.error(MAXOUT, X, Y - 1), "y must lie in 0..5"),
    "signs for confidence": (lambda: metrics.confidence_on_mistakes(LOGISTIC, X, Y), "-1 and +1"),
    "more hits than trials": (lambda: metrics.wilson_interval(4, 3), "k must be at most n"),
    "no trials": (lambda: metrics.wilson_interval(0, 0), "n must be a whole number, 1 or more"),
    "a norm that is a flag": (lambda: fgsm(MAXOUT, X, Y, eps=.1, norm=np.True_), "norm must be"),
    "eps_values with a word": (lambda: evaluation.eps_curve(MAXOUT, X, Y, [.1, "a"]),
                               "eps_values must be a finite number, 0 or more, got 'a'"),
    "eps_values with a flag": (lambda: evaluation.eps_curve(MAXOUT, X, Y, [True, .1]),
                               "eps_values must be a finite number, 0 or more, got True"),
    "a pixel just above the range": (
        lambda: fgsm(MAXOUT, np.full_like(X, np.nextafter(1, 2)), Y, eps=.1, clip_max=1),
        "1.0000000000000002"),
    "half a hit": (lambda: metrics.wilson_interval(.5, 3), "k must be a whole number"),
    "certainty": (lambda: metrics.wilson_interval(1, 3, confidence=1), "confidence must lie"),
    "95 for .95": (lambda: metrics.wilson_interval(1, 3, confidence=95), "confidence must be"),
    "agreement of other labels": (lambda: metrics.agreement(MAXOUT, LOGISTIC, X), "n_classes"),
    "a list of filters": (lambda: metrics.window_share([[1.]] * 9, window=2), "W must be an array"),
    "filters with NaN": (lambda: metrics.spatial_entropy(np.full((9, 2), np.nan)), "W must be fin"),
    "filters of no square": (lambda: metrics.window_share(np.ones((7, 3))), "W must have a square"),
    "a window too large": (lambda: metrics.window_share(np.ones((9, 2)), window=4), "window must"),
    "no labels for what does not predict": (
        lambda: fgsm(SimpleNamespace(grad_x=MAXOUT.grad_x), X, eps=.1),
        "y must be labels for a model that does not predict"),
    "evaluation without y": (lambda: evaluation.evaluate_fgsm(MAXOUT, X, None, eps=.1),
                             "y must be labels, got None"),
    "evaluation of wide pixels": (lambda: evaluation.evaluate_fgsm(MAXOUT, 255 * X, Y, eps=.1),
                                  "x must hold pixels from 0 to 1, as its clipped"),
    "a curve of negative eps": (lambda: evaluation.eps_curve(MAXOUT, X, Y, [.1, -.1]),
                                "eps_values must be"),
    "transfer to other labels": (lambda: evaluation.transfer_error(MAXOUT, LOGISTIC, X, Y, eps=.1),
                                 "y must hold -1 and +1"),
    "transfer of wrong labels": (lambda: evaluation.transfer_error(LOGISTIC, MAXOUT, X, Y, eps=.1),
                                 "y must hold -1 and +1"),
}


@pytest.mark.parametrize("case", CASES)
def test_bad_input_gets_one_sentence_that_names_the_argument(case):
    call, message = CASES[case]
    with pytest.raises(ValueError) as caught:
        call()
    text = str(caught.value)
    assert message in text
    assert "got" in text and "\n" not in text and len(text) < 400


@pytest.mark.parametrize("norm", [np.inf, float("inf"), 2, 2.0, np.int64(1)])
def test_a_norm_may_be_any_number_equal_to_inf_2_or_1(norm):
    assert fgsm(MAXOUT, X, Y, eps=.1, norm=norm).shape == X.shape


def test_labels_of_a_logistic_model_may_be_whole_or_real():
    np.testing.assert_array_equal(fgsm(LOGISTIC, X, SIGNS, eps=.1),
                                  fgsm(LOGISTIC, X, SIGNS.astype(np.float64), eps=.1))


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("direction", ["exact", "quick", "float32"])
@pytest.mark.parametrize("name", NETWORKS)
def test_a_net_whose_weights_are_nan_does_not_look_robust(rng, name, direction, dtype):
    net = network(name, rng, dtype)
    next(iter(net.parameters().values())).flat[0] = np.nan
    x = rng.random((N, D)).astype(np.float32)
    with pytest.raises(ValueError, match="net must return a finite direction, got NaN or infinite"):
        fgsm(net, x, labels(net, rng), eps=.1, direction=direction)
