"""Every Numba twin does what its NumPy definition says.

N examples, D inputs, M units, K pieces.
"""
import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal
from twins import DTYPES, LAYOUTS, NAMES, SIZES, arguments, relaid, relaid_all, results

from scratchadv.attacks.fgsm import sign_step
from scratchadv.layers import affine, maxout, rbf
from scratchadv.losses import softmax


def assert_agree(function, args, other=None):
    """The twin's results are the definition's, up to the order of sums.

    Reordering a sum of n terms moves it by up to n eps times the sum of their sizes; with at most
    131 terms here and a few roundings a term, 400 eps of the array's largest entry is a bound.
    """
    got = results(function, args)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SCRATCHADV_KERNELS", "numpy")       # a definition may call another function
        wanted = results(function.definition, other or args)
    assert len(got) == len(wanted)
    for ours, theirs in zip(got, wanted):
        assert np.shape(ours) == np.shape(theirs)
        if np.asarray(theirs).dtype.kind == "f":
            assert np.asarray(ours).dtype == theirs.dtype, "the dtype follows the input"
        bound = 400 * np.finfo(args[0].dtype).eps
        assert_allclose(ours, theirs, rtol=bound, atol=bound * np.abs(theirs).max())


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("sizes", SIZES.values(), ids=SIZES)
@pytest.mark.parametrize("name", NAMES)
def test_a_twin_agrees_with_its_definition(rng, name, sizes, dtype):
    function, *args = arguments(name, rng, dtype, sizes)
    assert_agree(function, args)


def zeroed(value):
    if isinstance(value, tuple):
        return tuple(zeroed(inner) for inner in value)
    return np.zeros_like(value) if isinstance(value, np.ndarray) else value


@pytest.mark.parametrize("name", NAMES)
def test_a_twin_agrees_where_all_is_zero(rng, name):
    function, *args = arguments(name, rng, np.float32, SIZES["odd"])
    zeros = zeroed(tuple(args))
    assert_agree(function, zeros)


@pytest.mark.parametrize("layout", [*LAYOUTS, "read-only"])
@pytest.mark.parametrize("name", NAMES)
def test_a_twin_takes_any_memory_layout(rng, name, layout):
    function, *args = arguments(name, rng, np.float64, SIZES["odd"])
    assert_agree(function, [relaid_all(arg, layout) for arg in args], args)


@pytest.mark.parametrize("name", [name for name in NAMES if "update" not in name])
def test_a_twin_leaves_its_arguments_alone(rng, name):
    function, *args = arguments(name, rng, np.float32, SIZES["odd"])
    after = results(lambda *args: args, args)
    before = [np.copy(a) for a in after]
    function(*args)
    for now, then in zip(after, before, strict=True):
        assert_array_equal(now, then)


@pytest.mark.parametrize("name, backward", [
    ("maxout_forward", maxout.maxout_backward), ("maxout_forward", maxout.maxout_grad_x),
    ("affine_forward", affine.affine_grad_x), ("rbf_forward", rbf.rbf_backward),
    ("rbf_forward", rbf.rbf_grad_x)])
def test_caches_of_twin_and_definition_can_be_exchanged(rng, name, backward):
    forward, *args = arguments(name, rng, np.float64, SIZES["odd"])
    out, ours = forward(*args)
    _, theirs = forward.definition(*args)
    assert_agree(backward, [out, theirs], [out, ours])
    assert_agree(backward, [out, ours], [out, theirs])


# -- the update in place

def update_arguments(rng):
    return arguments("update_momentum_max_norm", rng, np.float64, SIZES["odd"])


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_update_writes_into_arrays_of_any_memory_layout(rng, layout):
    update, W, velocity, grad, *numbers = update_arguments(rng)
    ours, ours_velocity = relaid(W, layout), relaid(velocity, layout)
    update(ours, ours_velocity, grad, *numbers)
    update.definition(W, velocity, grad, *numbers)
    assert_allclose(ours, W, rtol=1e-14, err_msg="a copy was updated, not the array itself")
    assert_allclose(ours_velocity, velocity, rtol=1e-14)


def test_the_update_leaves_the_gradient_alone(rng):
    update, W, velocity, grad, *numbers = update_arguments(rng)
    before = grad.copy()
    update(W, velocity, grad, *numbers)
    assert_array_equal(grad, before)


# -- ties, zeros and extreme numbers

def test_at_a_tie_the_first_piece_wins_in_twin_and_definition():
    b = np.array([[1., 2., 2.], [3., 3., 3.], [0., 0., 0.], [-0., 0., -1.]])
    for forward in (maxout.maxout_forward, maxout.maxout_forward.definition):
        _, (_, (winner, _), _) = forward(np.zeros((1, 2)), np.zeros((2, 4, 3)), b)
        assert_array_equal(winner, [[1, 0, 0, 0]], err_msg="use >, not >=")


def test_softmax_stays_finite_and_right_at_scores_of_ten_thousand():
    s, y = np.array([[1e4, -1e4, 0.], [-1e4, 1e4, 1e4]], np.float32), np.array([1, 2])
    J, _ = softmax.softmax_cross_entropy_forward(s, y)
    assert_allclose(J, (2e4 + np.log(2)) / 2, rtol=1e-6)


def test_rbf_stays_finite_and_right_at_an_exponent_of_minus_ten_thousand():
    x, zeros = np.full((1, 4), 50, np.float32), np.zeros((1, 4), np.float32)
    q, cache = rbf.rbf_forward(x, zeros, zeros)              # q = -4 * 50^2
    assert q == -1e4
    assert_array_equal(rbf.rbf_backward(np.ones_like(q), cache)[0], np.full((1, 4), -100))


def test_a_sign_step_of_arrays_and_a_maxout_layer_without_pieces_are_left_to_their_definitions():
    x, low = np.array([[.2, .9]]), np.array([[.1, .5]])
    assert_array_equal(sign_step(x, -x, .5, low, 1.), low)
    with pytest.raises(ValueError):
        maxout.maxout_forward(x, np.ones((2, 3, 0)), np.ones((3, 0)))


def test_the_sign_step_keeps_a_zero_gradient_where_it_is_and_clips_exactly():
    x, g = np.array([[.5, .5, .9, .1]], np.float32), np.array([[0., -0., 1e-40, -3.]], np.float32)
    assert_array_equal(sign_step(x, g, .25, 0., 1.), np.array([[.5, .5, 1, 0]], np.float32))


def test_a_nan_in_any_piece_comes_through():
    W = np.zeros((2, 4, 3))
    W[0, :, 1] = np.nan
    assert np.isnan(maxout.maxout_forward(np.ones((5, 2)), W, np.zeros((4, 3)))[0]).all()


def test_what_memory_held_before_reaches_no_result(rng):
    """Kernels work in arrays that nobody cleared; a piece that won nothing must not see them."""
    N, D, M, K = 99, 7, 4, 5
    x, W, b = rng.random((N, D)), rng.random((D, M, K)), rng.random((M, K))
    b[:, 0] += 100                                                       # the first piece wins
    _, cache = maxout.maxout_forward(x, W, b)
    for _ in range(20):
        trash = [np.full(size, np.nan) for size in range(K * (N + 1), K * (N + 1) + 40)]
        del trash                                                        # and is taken up again
        _, grad_W, grad_b = maxout.maxout_backward(rng.random((N, M)), cache)
        assert np.abs(grad_W[:, :, 1:]).max() == np.abs(grad_b[:, 1:]).max() == 0
