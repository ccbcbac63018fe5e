"""Every Numba twin does what its NumPy definition says, and the switch between them works.

N examples, D inputs, M units, K pieces, C classes.
"""
import importlib
import inspect
import os
import pkgutil
import subprocess
import sys

import numba
import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from scratchadv import kernels, optim
from scratchadv.attacks.fgsm import sign_step
from scratchadv.layers import affine, maxout, rbf
from scratchadv.losses import softmax

SIZES = {"odd": (5, 7, 4, 3, 6), "one example": (1, 7, 4, 3, 6), "one unit": (5, 7, 1, 3, 6),
         "one piece": (5, 7, 4, 1, 6), "one class": (5, 7, 4, 3, 1), "one of all": (1, 1, 1, 1, 1),
         "more than a vector": (37, 131, 19, 5, 10), "wide": (3, 5, 2, 11, 40)}
DTYPES = [np.float32, np.float64]


def updated(update, W, velocity, grad, lr, momentum, limit):
    """An in-place update as a function: W and velocity after it."""
    W, velocity = W.copy(order="K"), velocity.copy(order="K")
    update(W, velocity, grad, lr, momentum, limit)
    return W, velocity


def arguments(name, rng, dtype, sizes):
    """-> the twinned function (its definition in .definition), its arguments."""
    N, D, M, K, C = sizes

    def draw(*shape):
        return rng.standard_normal(shape).astype(dtype)

    rbf_cache = draw(N, D), draw(C, D), np.exp(draw(C, D))
    W, velocity, grad = (np.moveaxis(draw(M, K, D), -1, 0) for _ in range(3))
    maxout_cache = ((draw(N, D), W.reshape(D, M * K)), (rng.integers(0, K, (N, M)), K), W.shape)
    grad_h = draw(N, M) * rng.integers(0, 2, (N, M)).astype(dtype)       # half of it dropped
    return {
        "affine_forward": (affine.affine_forward, draw(N, D), draw(D, C), draw(C)),
        "affine_grad_x": (affine.affine_grad_x, draw(N, C), (draw(N, D), draw(D, C))),
        "maxout_forward": (maxout.maxout_forward, draw(N, D), W, draw(M, K)),
        "maxout_backward": (maxout.maxout_backward, grad_h, maxout_cache),
        "maxout_grad_x": (maxout.maxout_grad_x, grad_h, maxout_cache),
        "rbf_forward": (rbf.rbf_forward, draw(N, D), draw(C, D), draw(C, D)),
        "rbf_grad_x": (rbf.rbf_grad_x, draw(N, C), rbf_cache),
        "rbf_backward": (rbf.rbf_backward, draw(N, C), rbf_cache),
        "softmax_cross_entropy_forward": (softmax.softmax_cross_entropy_forward, draw(N, C),
                                          rng.integers(0, C, N)),
        "sign_step": (sign_step, draw(N, D), draw(N, D), .25, -1.0, np.inf),
        "update_momentum_max_norm": (optim.update_momentum_max_norm, W, velocity, grad,
                                     .1, .5, 1.5),
    }[name]


NAMES = ["affine_forward", "affine_grad_x", "maxout_forward", "maxout_backward", "maxout_grad_x",
         "rbf_forward", "rbf_grad_x", "rbf_backward", "softmax_cross_entropy_forward", "sign_step",
         "update_momentum_max_norm"]


def results(function, args):
    """Every array that comes out, those in the cache too, in one list."""
    out = updated(function, *args) if "update" in function.__name__ else function(*args)
    flat, todo = [], [out]
    while todo:
        value = todo.pop(0)
        if isinstance(value, tuple):
            todo = [*value, *todo]
        else:
            flat.append(value)
    return flat


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


LAYOUTS = ["fortran", "every second", "backwards", "misaligned"]


def relaid(a, layout):
    """a with equal entries, in another memory layout."""
    if layout == "fortran":
        return np.asfortranarray(a)
    if layout == "every second":
        wide = np.zeros((*a.shape[:-1], 2 * a.shape[-1]), a.dtype)
        wide[..., ::2] = a
        return wide[..., ::2]
    if layout == "backwards":
        return np.ascontiguousarray(a[::-1])[::-1]
    if layout == "misaligned":
        moved = np.zeros(a.nbytes + 1, np.uint8)[1:].view(a.dtype).reshape(a.shape)
        moved[...] = a
        return moved
    fixed = a.copy()
    fixed.flags.writeable = False
    return fixed


def update_arguments(rng):
    return arguments("update_momentum_max_norm", rng, np.float64, SIZES["odd"])


def relaid_all(value, layout):
    if isinstance(value, tuple):
        return tuple(relaid_all(inner, layout) for inner in value)
    return relaid(value, layout) if isinstance(value, np.ndarray) else value


@pytest.mark.parametrize("layout", [*LAYOUTS, "read-only"])
@pytest.mark.parametrize("name", NAMES)
def test_a_twin_takes_any_memory_layout(rng, name, layout):
    function, *args = arguments(name, rng, np.float64, SIZES["odd"])
    assert_agree(function, [relaid_all(arg, layout) for arg in args], args)


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


def test_at_a_tie_the_first_piece_wins_in_twin_and_definition():
    b = np.array([[1., 2., 2.], [3., 3., 3.], [0., 0., 0.], [-0., 0., -1.]])
    for forward in (maxout.maxout_forward, maxout.maxout_forward.definition):
        _, (_, (winner, _), _) = forward(np.zeros((1, 2)), np.zeros((2, 4, 3)), b)
        assert_array_equal(winner, [[1, 0, 0, 0]], err_msg="use >, not >=")


def zeroed(value):
    if isinstance(value, tuple):
        return tuple(zeroed(inner) for inner in value)
    return np.zeros_like(value) if isinstance(value, np.ndarray) else value


@pytest.mark.parametrize("name", NAMES)
def test_a_twin_agrees_where_all_is_zero(rng, name):
    function, *args = arguments(name, rng, np.float32, SIZES["odd"])
    zeros = zeroed(tuple(args))
    assert_agree(function, zeros)


def test_softmax_stays_finite_and_right_at_scores_of_ten_thousand():
    s, y = np.array([[1e4, -1e4, 0.], [-1e4, 1e4, 1e4]], np.float32), np.array([1, 2])
    J, _ = softmax.softmax_cross_entropy_forward(s, y)
    assert_allclose(J, (2e4 + np.log(2)) / 2, rtol=1e-6)


def test_rbf_stays_finite_and_right_at_an_exponent_of_minus_ten_thousand():
    x, zeros = np.full((1, 4), 50, np.float32), np.zeros((1, 4), np.float32)
    q, cache = rbf.rbf_forward(x, zeros, zeros)              # q = -4 * 50^2
    assert q == -1e4
    assert_array_equal(rbf.rbf_backward(np.ones_like(q), cache)[0], np.full((1, 4), -100))


def test_the_sign_step_keeps_a_zero_gradient_where_it_is_and_clips_exactly():
    x, g = np.array([[.5, .5, .9, .1]], np.float32), np.array([[0., -0., 1e-40, -3.]], np.float32)
    assert_array_equal(sign_step(x, g, .25, 0., 1.), np.array([[.5, .5, 1, 0]], np.float32))


# -- the switch

@pytest.fixture
def no_twins(monkeypatch):
    def refuse(module, name):
        raise AssertionError(f"the twin {name} was called")
    monkeypatch.setattr(kernels, "_compiled", refuse)


@pytest.mark.parametrize("dtype", [np.complex128, np.longdouble, np.float16])
def test_what_kernels_do_not_compile_for_goes_to_the_definition(rng, no_twins, dtype):
    x, W, b = (rng.standard_normal(shape).astype(dtype) for shape in ((5, 7), (7, 4, 3), (4, 3)))
    h, _ = maxout.maxout_forward(x, W, b)
    assert h.dtype == dtype


def test_a_complex_step_through_a_cache_goes_to_the_definition(rng, no_twins):
    function, grad_q, (x, mu, beta) = arguments("rbf_grad_x", rng, np.float64, SIZES["odd"])
    assert function(grad_q, (x + 1e-30j, mu, beta)).dtype == complex
    function, grad_h, ((x, W), *rest) = arguments("maxout_grad_x", rng, np.float64, SIZES["odd"])
    assert function(grad_h, ((x, W + 1e-30j), *rest)).dtype == complex


def test_two_real_dtypes_in_one_call_go_to_the_definition(rng, no_twins):
    function, x, mu, log_beta = arguments("rbf_forward", rng, np.float64, SIZES["odd"])
    function(x.astype(np.float32), mu, log_beta)


def test_the_switch_turns_all_twins_off(rng, no_twins, monkeypatch):
    monkeypatch.setenv("SCRATCHADV_KERNELS", "numpy")
    assert not kernels.enabled()
    for name in NAMES:
        function, *args = arguments(name, rng, np.float64, SIZES["odd"])
        results(function, args)


def test_the_switch_refuses_another_value(monkeypatch):
    monkeypatch.setenv("SCRATCHADV_KERNELS", "cuda")
    with pytest.raises(ValueError, match='must be "numba" or "numpy", got \'cuda\''):
        affine.affine_forward(np.zeros((1, 1)), np.zeros((1, 1)), np.zeros(1))


STEP = """
import sys
import numpy as np
from scratchadv import attacks, models, optim

rng = np.random.default_rng(0)
x, y = rng.random((5, 7)), rng.integers(0, 3, 5)
optimizer = optim.SGD(max_norm=.5)
for net in (models.maxout_network(7, (4,), 2, 3, init=.5, rng=rng, dtype=np.float64),
            models.rbf_network(7, 3, rng=rng, dtype=np.float64)):
    J, grad_x, grads = net.loss_and_grads(x, y)
    optimizer.start(net.parameters())
    optimizer.update(net.parameters(), grads)
    x = attacks.fgsm(net, x, y, eps=.25)
    print(J, *x.ravel())
"""


def run(source, **environment):
    """-> what a new process prints, as words."""
    done = subprocess.run([sys.executable, "-W", "error", "-c", source], check=False,
                          capture_output=True, text=True, env={**os.environ, **environment})
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout.split()


LANES = """
import numba
import numpy as np
from scratchadv.kernels.lanes import (
    add, first, lanes, larger, load, prefetch, spread, store, totals,
)

@numba.njit
def f(A, out):
    L, g = lanes(A), spread(A[0, 0])
    u, v = load(A, 1, 3), load(A, 2, np.int32(5))
    store(out, 0, 1, u * v + g)
    add(out, 0, 1, v)
    store(out, 1, 0, totals((u, v)))
    store(out, 2, 0, totals((u, v, g, u)))
    best, where = larger(u, g, load(A, 0, 1), load(A, 1, 1))
    prefetch(A, 2, 40)
    store(out, 1, 20, best)
    store(out, 2, 20, where)
    return L, first(totals((u,)))

rng = np.random.default_rng(0)
for dtype in (np.float32, np.float64):
    A, out = rng.integers(-9, 9, (3, 40)).astype(dtype), np.zeros((3, 40), dtype)
    A[1, 4] = A[0, 3] = np.nan
    print(*f(A, out), *out.ravel())
"""


def test_lanes_do_compiled_what_they_say_in_numpy():
    assert run(LANES) == run(LANES, NUMBA_DISABLE_JIT="1")


@pytest.mark.parametrize("switch", [{"SCRATCHADV_KERNELS": "numpy"}, {"NUMBA_DISABLE_JIT": "1"}])
def test_a_training_step_and_an_attack_come_out_alike_without_compiled_code(switch):
    wanted = np.array(run(STEP), float)
    assert_allclose(np.array(run(STEP, **switch), float), wanted, rtol=1e-12)


def test_without_kernels_numba_is_never_imported():
    assert run(STEP + "\nprint('numba' in sys.modules)", SCRATCHADV_KERNELS="numpy")[-1] == "False"


COUNT = """
from numba.core import event
with event.install_recorder("numba:compile") as recorder:
    exec(step)
print(len(recorder.buffer))
"""


def test_the_second_start_compiles_nothing(tmp_path):
    source = f"step = {STEP!r}\n{COUNT}"
    assert int(run(source, NUMBA_CACHE_DIR=str(tmp_path))[-1]) > 0, "the first start must compile"
    assert run(source, NUMBA_CACHE_DIR=str(tmp_path))[-1] == "0", "is cache=True missing?"


def test_kernels_compile_without_a_cache_where_no_folder_can_be_written(monkeypatch):
    from scratchadv.kernels import jit
    njit = numba.njit

    def no_locator(function, **options):
        if options.pop("cache", False):
            raise RuntimeError("cannot cache function: no locator available")
        return njit(function, **options)

    monkeypatch.setattr(numba, "njit", no_locator)
    assert jit.jit(lambda a: a + 1)(1) == 2


# -- the house rules of kernels/

def kernel_modules():
    return [importlib.import_module(f"scratchadv.kernels.{module.name}")
            for module in pkgutil.iter_modules(kernels.__path__)
            if module.name not in ("jit", "lanes", "tiles", "columns", "sparse", "team")]


def test_a_twin_has_its_definitions_name_and_signature_and_says_whose_twin_it_is():
    found = []
    for module in kernel_modules():
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ == module.__name__ and not name.startswith("_"):
                found.append(name)
                path = function.__doc__.split()[2].rstrip(".")      # "Twin of layers.maxout.f."
                home, _, called = path.rpartition(".")
                home = importlib.import_module(f"scratchadv.{home}")
                definition = getattr(home, called).definition
                assert called == name
                assert inspect.signature(function) == inspect.signature(definition)
    assert sorted(found) == sorted(NAMES), "a twin without a test, or a test without a twin"


def compiled_kernels():
    below = [importlib.import_module(f"scratchadv.{name}")
             for name in ("kernels.columns", "kernels.sparse", "kernels.tiles", "kernels.team",
                          "fused.chain")]
    return [value for module in (*kernel_modules(), *below) for value in vars(module).values()
            if isinstance(value, numba.core.dispatcher.Dispatcher)]


def test_kernels_are_serial():
    assert len(compiled_kernels()) >= len(NAMES)
    for kernel in compiled_kernels():
        assert not kernel.targetoptions.get("parallel"), "it would fight the BLAS for the cores"


def test_a_kernel_is_compiled_once_for_each_dtype_whatever_the_memory_layout(rng):
    for name in NAMES:
        function, *args = arguments(name, rng, np.float64, SIZES["odd"])
        for layout in LAYOUTS:
            results(function, relaid_all(tuple(args), layout))
    for kernel in compiled_kernels():
        assert len(kernel.signatures) <= len(DTYPES), f"{kernel}: is an argument not made plain?"


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


def test_a_nan_in_any_piece_comes_through():
    W = np.zeros((2, 4, 3))
    W[0, :, 1] = np.nan
    assert np.isnan(maxout.maxout_forward(np.ones((5, 2)), W, np.zeros((4, 3)))[0]).all()


@pytest.mark.parametrize("call", [
    lambda: affine.affine_forward(np.ones((2, 9)), np.ones((5, 4)), np.ones(4)),
    lambda: maxout.maxout_forward(np.ones((2, 9)), np.ones((5, 4, 3)), np.ones((4, 3))),
    lambda: softmax.softmax_cross_entropy_forward(np.ones((2, 3)), np.array([0, 3])),
    lambda: optim.update_momentum_max_norm(*np.ones((2, 4, 3)), np.ones((3, 4)), .1, .5, 1)],
    ids=["affine", "maxout", "softmax", "update"])
def test_shapes_that_do_not_fit_are_the_definitions_error(call):
    with pytest.raises((ValueError, IndexError)):
        call()


def test_what_a_twin_does_not_serve_is_the_definitions():
    W, b = np.arange(6.).reshape(3, 2), np.ones(1)
    assert_array_equal(affine.affine_forward(np.eye(3, dtype=int), W, b)[0], W + 1)
    assert_array_equal(affine.affine_forward(x=np.eye(3), W=W, b=np.ones(2))[0], W + 1)
