"""Plain forms in assignments 1 and 3: each agrees with what the package has in its place."""
import itertools

import numpy as np
import pytest

from scratchadv import attacks, gradcheck, models
from scratchadv.attacks.fgsm import sign_step
from scratchadv.coursework import originals_backpropagation as chained
from scratchadv.coursework import originals_linear as linear
from scratchadv.layers.dropout import dropout_mask
from scratchadv.layers.maxout import maxout_backward, maxout_forward
from scratchadv.losses.adversarial_logistic import adversarial_logistic_forward

N, D, M, K, C = 5, 7, 4, 3, 6
EPS = .25


@pytest.fixture
def logistic(rng):
    """A logistic regression with a weight of 0, its w and its b."""
    net = models.logistic_regression(D, rng=rng, dtype=np.float64)
    W, b = net.parameters().values()
    W[...], b[...] = rng.normal(size=(D, 1)), .3
    W[2] = 0
    return net, W[:, 0], b[0]


@pytest.fixture
def examples(rng):
    return rng.uniform(size=(N, D)), rng.permutation([1, -1, 1, -1, -1])


def test_the_best_eta_is_the_step_in_the_max_norm_along_w(logistic):
    _, w, _ = logistic
    step = sign_step(np.zeros((1, D)), w[None], EPS, -np.inf, np.inf)
    assert np.array_equal(linear.best_eta(w, EPS), step[0])


def test_the_growth_is_what_the_nets_score_gains(logistic, examples):
    net, w, _ = logistic
    x, _ = examples
    gained = net.scores(x + linear.best_eta(w, EPS)) - net.scores(x)
    assert np.allclose(gained, linear.growth(w, EPS), rtol=1e-12)


def test_the_growth_by_noise_is_the_deviation_over_all_draws_of_signs(logistic):
    _, w, _ = logistic
    gained = [w @ eta for eta in itertools.product((EPS, -EPS), repeat=D)]
    assert np.isclose(linear.noise_growth(w, EPS), np.std(gained), rtol=1e-13)


@pytest.mark.parametrize("size", [1, 1e5])
def test_the_step_on_a_linear_score_is_fgsm_at_any_margin(logistic, examples, size):
    net, w, b = logistic
    w *= size                                    # the live array
    x, y = examples
    wanted = attacks.fgsm(net, x, y, eps=EPS)
    assert np.array_equal(linear.linear_fgsm(x, w, b, y, EPS), wanted)


def test_the_worst_corner_is_the_closed_form_and_the_friendliest_that_of_minus_eps(
        logistic, examples):
    _, w, b = logistic
    x, y = examples
    worst, friendliest = linear.corner_losses(x, w, b, y, EPS)
    for losses, eps in ((worst, EPS), (friendliest, -EPS)):
        closed = [adversarial_logistic_forward(x[n:n + 1], w, b, y[n:n + 1], eps)[0]
                  for n in range(N)]
        assert np.allclose(losses, closed, rtol=1e-13)


def test_central_differences_see_a_nets_gradient(logistic, examples):
    net, _, _ = logistic
    x, y = examples
    grad = chained.central_difference(lambda x: net.loss(x, y), x, 1e-5)
    assert np.abs(grad - net.grad_x(x, y)).max() < 1e-9


def test_both_masks_hold_0_and_scale_in_the_share_and_dtype_asked_for(rng):
    for draw in (chained.dropout_mask, dropout_mask):
        mask = draw(rng, (400, 250), .8, 3, np.float32)
        assert mask.dtype == np.float32 and set(np.unique(mask)) == {0, 3}
        assert abs((mask > 0).mean() - .8) < 5 * np.sqrt(.8 * .2 / mask.size)


def test_the_chain_is_a_networks_two_passes(rng):
    net = models.maxout_network(D, (M, M + 1), K, C, rng=rng, init=1.0, dtype=np.float64)
    x, grad_s, masks = rng.normal(size=(N, D)), rng.normal(size=(N, C)), net.draw_masks(rng, N)
    layers = [(lambda x, layer=layer, mask=mask: layer.forward(x, mask),
               lambda grad, cache, layer=layer: _as_tuple(*layer.backward(grad, cache)), ())
              for layer, mask in zip(net.layers, masks)]
    out, caches = chained.chain_forward(x, layers)
    grad_inputs, grad_thetas = chained.chain_backward(grad_s, caches)
    s, wanted_caches = net.forward(x, masks)
    wanted_inputs, grads = net.backward(grad_s, wanted_caches)
    assert np.array_equal(out, s) and len(grad_inputs) == len(wanted_inputs)
    assert all(map(np.array_equal, grad_inputs, wanted_inputs))
    assert all(map(np.array_equal, itertools.chain(*grad_thetas), grads.values()))


def _as_tuple(grad_x, grads):
    return grad_x, *grads.values()


def test_the_adjoint_error_is_that_of_gradcheck(rng):
    args = rng.normal(size=(N, D)), rng.normal(size=(D, M, K)), rng.normal(size=(M, K))
    v, u, h = [rng.normal(size=arg.shape) for arg in args], rng.normal(size=(N, M)), 1e-6

    def slip(grad_h, cache):
        grad_x, grad_W, grad_b = maxout_backward(grad_h, cache)
        return 2 * grad_x, grad_W, grad_b

    right, left = (maxout_forward(*(arg + t * d for arg, d in zip(args, v)))[0] for t in (h, -h))
    grads = dict(enumerate(slip(u, maxout_forward(*args)[1])))
    wanted = gradcheck._adjoint_error(u, (right - left) / (2 * h), dict(enumerate(v)), grads)
    assert wanted > 1e-3
    assert np.isclose(chained.adjoint_error(maxout_forward, slip, args, u, v, h), wanted, rtol=1e-9)
    assert chained.adjoint_error(maxout_forward, maxout_backward, args, u, v, h) < 1e-8
