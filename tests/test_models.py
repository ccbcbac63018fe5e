"""The paper's models: what they start from, what they say, and what is refused.

N examples, D inputs, M units, K pieces, C classes.
"""
import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from scratchadv import models
from scratchadv.gradcheck_catalogue import gradients

N, D, M, K, C = gradients.N, gradients.D, gradients.M, gradients.K, gradients.C


@pytest.fixture(params=gradients.MODELS)
def example(request, rng):
    return gradients.example(request.param, rng)


# -- what a model is

@pytest.mark.parametrize("name, shapes", [
    ("logistic_regression", {"layer0.W": (D, 1), "layer0.b": (1,)}),
    ("softmax_regression", {"layer0.W": (D, C), "layer0.b": (C,)}),
    ("maxout_network", {"layer0.W": (D, M, K), "layer0.b": (M, K), "layer1.W": (M, M + 1, K),
                        "layer1.b": (M + 1, K), "layer2.W": (M + 1, C), "layer2.b": (C,)}),
    ("rbf_network", {"layer0.mu": (C, D), "layer0.log_beta": (C, D)}),
    ("mlp, relu", {"layer0.W": (D, M), "layer0.b": (M,), "layer1.W": (M, M + 1),
                   "layer1.b": (M + 1,), "layer2.W": (M + 1, C), "layer2.b": (C,)}),
])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_parameters_have_the_names_shapes_and_dtype_that_were_asked_for(rng, name, shapes, dtype):
    net = gradients.MODELS[name](rng=rng, dtype=dtype)
    parameters = net.parameters()
    assert {name: array.shape for name, array in parameters.items()} == shapes
    assert {array.dtype for array in parameters.values()} == {net.dtype} == {np.dtype(dtype)}


def test_the_default_networks_are_those_of_the_paper(rng):
    shapes = [array.shape for array in models.maxout_network(rng=rng).parameters().values()]
    assert shapes == [(784, 240, 5), (240, 5), (240, 240, 5), (240, 5), (240, 10), (10,)]
    net = models.softmax_regression(rng=rng)
    assert (net.n_inputs, net.n_classes, net.dtype) == (784, 10, np.float32)


def test_softmax_regression_may_drop_inputs_in_training_and_keeps_all_in_use(rng, tmp_path):
    plain, net = (models.softmax_regression(D, C, rng=np.random.default_rng(3), dropout=dropout)
                  for dropout in (False, True))
    x = rng.uniform(size=(400, D)).astype(np.float32)
    assert_array_equal(net.scores(x), plain.scores(x))
    assert plain.draw_masks(rng, 400) == (None,)
    mask, none = net.draw_masks(rng, 400)
    assert set(np.unique(mask)) == {0, 2} and none is None
    assert abs(mask.mean() - 1) < 5 / np.sqrt(mask.size), "five standard deviations"
    net.save(tmp_path / "net.npz")
    assert models.load(tmp_path / "net.npz").draw_masks(rng, 7)[0].shape == (7, D)


@pytest.mark.parametrize("model", models.MODELS)
def test_a_network_in_another_dtype_is_saved_and_loaded_in_that_dtype(rng, tmp_path, model):
    sizes = {"logistic_regression": (D,), "maxout_network": (D, M, K, C), "mlp": (D, M, C)}
    net = models.MODELS[model](*sizes.get(model, (D, C)), rng=rng).astype(np.float64)
    net.save(tmp_path / "net.npz")
    loaded = models.load(tmp_path / "net.npz")
    assert loaded.dtype == np.float64
    for name, array in net.parameters().items():
        assert_array_equal(loaded.parameters()[name], array)


def test_each_linear_piece_is_one_row_in_memory(rng):
    net = models.maxout_network(D, M, K, C, rng=rng)
    theta = net.parameters()
    assert np.moveaxis(theta["layer0.W"], 0, -1).flags.c_contiguous
    assert theta["layer1.W"].T.flags.c_contiguous


def test_maxout_weights_are_uniform_within_init_and_biases_0(rng):
    theta = models.maxout_network(rng=rng, init=.005).parameters()
    W = theta["layer0.W"]
    assert np.abs(W).max() <= .005 and np.abs(W).max() > .0049
    assert abs(W.mean()) < 5 * .005 / np.sqrt(3 * W.size), "five standard deviations"
    assert W.std() == pytest.approx(.005 / np.sqrt(3), rel=.01)
    assert not theta["layer0.b"].any() and not theta["layer2.b"].any()


def test_linear_models_move_every_pixel_from_the_start(rng):
    x = rng.random((N, D))
    for net, y in ((models.softmax_regression(D, C, rng=rng), np.zeros(N, int)),
                   (models.logistic_regression(D, rng=rng), np.ones(N))):
        assert np.abs(net.parameters()["layer0.W"]).max() <= .005
        assert net.attack_direction(x, y).all(), "a weight of 0 gives no direction"


def test_linear_models_with_init_0_start_undecided(rng):
    x = rng.random((N, D))
    softmax = models.softmax_regression(D, C, rng=rng, init=0)
    logistic = models.logistic_regression(D, rng=rng, init=0)
    assert_allclose(softmax.probabilities(x), np.full((N, C), 1 / C), rtol=1e-15)
    assert_array_equal(logistic.probabilities(x), np.full(N, .5))


def test_the_same_seed_gives_the_same_bits_and_another_seed_others():
    one, two, other = (models.maxout_network(D, M, K, C, rng=np.random.default_rng(seed))
                       for seed in (1, 1, 2))
    assert_array_equal(one.parameters()["layer0.W"], two.parameters()["layer0.W"])
    assert (one.parameters()["layer0.W"] != other.parameters()["layer0.W"]).any()


def test_one_unit_count_makes_one_hidden_layer(rng):
    assert len(models.mlp(D, M, C, rng=rng).parameters()) == 4


def test_a_maxout_network_of_one_piece_a_unit_is_affine_throughout(rng):
    net = models.maxout_network(D, (M, M + 1), 1, C, rng=rng, init=1, dtype=np.float64)
    theta = net.parameters()
    x = rng.standard_normal((N, D))
    W0, W1 = theta["layer0.W"][:, :, 0], theta["layer1.W"][:, :, 0]
    assert_allclose(net.scores(x), x @ W0 @ W1 @ theta["layer2.W"], rtol=1e-11, atol=1e-12)


def test_the_network_is_piecewise_linear_in_its_input(rng):
    """Within .25 of x along a random line the scores of a maxout network have few kinks."""
    net = models.maxout_network(D, (M, M + 1), K, C, rng=rng, init=1, dtype=np.float64)
    x, eta = rng.standard_normal(D), rng.standard_normal(D)
    s = net.scores(x + np.linspace(-.25, .25, 201)[:, None] * eta)
    kinks = np.abs(np.diff(s, 2, axis=0)).max(axis=1) > 1e-12
    assert kinks.mean() < .1


# -- probabilities and predictions

def test_softmax_rows_sum_to_1_and_detectors_lie_between_0_and_1(example):
    net, x, _ = example
    p = net.probabilities(x)
    assert ((p >= 0) & (p <= 1)).all()
    if net.loss_function.name == "softmax":
        assert_allclose(p.sum(axis=1), 1, rtol=1e-14)


def test_predictions_are_labels_as_in_y(example):
    net, x, _ = example
    labels = {-1, 1} if net.n_classes is None else set(range(C))
    assert set(net.predict(x)) <= labels and net.predict(x).shape == (N,)


def test_rbf_probabilities_are_1_at_the_centres_and_less_elsewhere(rng):
    centres = rng.random((C, D))
    net = models.rbf_network(D, C, rng=rng, centres=centres, dtype=np.float64)
    assert_array_equal(np.diag(net.probabilities(centres)), 1)
    assert (net.probabilities(rng.random((N, D))) < 1).all()
    assert_array_equal(net.predict(centres), np.arange(C))
    assert_array_equal(net.parameters()["layer0.mu"], centres)


# -- doors

def test_a_generator_is_required():
    for make in (models.logistic_regression, models.softmax_regression, models.maxout_network,
                 models.rbf_network, models.mlp):
        for rng in (None, 0, np.random.RandomState(0)):
            with pytest.raises(ValueError, match="rng must be a numpy Generator, got .*default"):
                make(D, rng=rng)
        with pytest.raises(TypeError, match="rng"):
            make(D)


@pytest.mark.parametrize("make, options, message", [
    (models.logistic_regression, {"n_inputs": 0},
     "n_inputs must be a whole number, 1 or more, got 0"),
    (models.softmax_regression, {"n_inputs": 7.0},
     "n_inputs must be a whole number, 1 or more, got 7.0"),
    (models.softmax_regression, {"n_classes": 1},
     "n_classes must be a whole number, 2 or more, got 1"),
    (models.softmax_regression, {"n_classes": True},
     "n_classes must be a whole number, 2 or more, got True"),
    (models.softmax_regression, {"dropout": .5}, "dropout must be True or False, got 0.5"),
    (models.softmax_regression, {"dtype": "float16"},
     "dtype must be float32 or float64, got 'float16'"),
    (models.softmax_regression, {"dtype": int}, "dtype must be float32 or float64"),
    (models.maxout_network, {"units": (240, 0)}, "units must be a whole number, 1 or more, got 0"),
    (models.maxout_network, {"units": "240"},
     "units must be a whole number, 1 or more, got '240'"),
    (models.maxout_network, {"pieces": 0}, "pieces must be a whole number, 1 or more, got 0"),
    (models.maxout_network, {"init": -.1}, "init must be a finite number, 0 or more, got -0.1"),
    (models.maxout_network, {"init": None}, "init must be a finite number, 0 or more, got None"),
    (models.maxout_network, {"init": np.nan}, "init must be a finite number, 0 or more, got nan"),
    (models.maxout_network, {"top": "relu"},
     "top must be one of 'softmax', 'sigmoids', got 'relu'"),
    (models.mlp, {"activation": "tanh"},
     "activation must be one of 'relu', 'sigmoid', got 'tanh'"),
    (models.mlp, {"init": "small"}, "init must be a finite number, 0 or more, got 'small'"),
    (models.rbf_network, {"log_beta": np.inf}, "log_beta must be a finite number, got inf"),
    (models.rbf_network, {"centres": np.zeros((3, D)), "n_inputs": D, "n_classes": C},
     r"centres must have shape \(6, 7\), one row a class, got \(3, 7\)"),
    (models.rbf_network, {"centres": np.zeros((C, D + 1)), "n_inputs": D, "n_classes": C},
     r"centres must have shape \(N, 7\)"),
    (models.rbf_network, {"centres": np.full((C, D), np.nan), "n_inputs": D, "n_classes": C},
     "centres must be finite"),
])
def test_a_wrong_option_is_refused_in_one_sentence(rng, make, options, message):
    with pytest.raises(ValueError, match=message):
        make(**{"n_inputs": D, **options}, rng=rng)


def test_an_mlp_starts_within_the_bounds_of_glorot_and_bengio(rng):
    theta = models.mlp(100, (300,), 20, rng=rng).parameters()
    for name, sizes in (("layer0.W", (100, 300)), ("layer1.W", (300, 20))):
        bound = np.sqrt(6 / sum(sizes))
        assert .99 * bound < np.abs(theta[name]).max() <= bound * (1 + 1e-6), name


def test_rbf_centres_are_drawn_where_pixels_lie(rng):
    mu = models.rbf_network(784, 10, rng=rng).parameters()["layer0.mu"]
    assert mu.min() >= 0 and mu.max() < 1 and abs(mu.mean() - .5) < 5 / np.sqrt(12 * mu.size)
