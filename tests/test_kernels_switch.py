"""The switch between twins and definitions, and how compiled code starts in a new process."""
import os
import subprocess
import sys

import numba
import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal
from twins import NAMES, SIZES, arguments, results

from scratchadv import kernels, optim
from scratchadv.attacks.fgsm import sign_step
from scratchadv.layers import affine, maxout
from scratchadv.losses import softmax


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


NOT_WHOLE = [("update_momentum_max_norm", 0), ("update_momentum_max_norm", 1)]    # in place
PLACES = [(name, i) for name in NAMES for i in range(3) if (name, i) not in NOT_WHOLE
          and i + 1 < len(arguments(name, np.random.default_rng(0), np.float64, SIZES["odd"]))]


def whole(value):
    """The same with whole numbers in the place of real ones."""
    if isinstance(value, tuple):
        return tuple(map(whole, value))
    return np.rint(value).astype(int) if np.asarray(value).dtype.kind == "f" else value


@pytest.mark.parametrize("name, i", PLACES)
def test_whole_numbers_in_the_place_of_real_ones_go_to_the_definition(rng, name, i):
    function, *args = arguments(name, rng, np.float64, SIZES["odd"])
    args[i] = whole(args[i])
    got, wanted = results(function, args), results(function.definition, args)
    for ours, theirs in zip(got, wanted):
        assert_allclose(ours, theirs, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("b", [2.0, [1, 2, 3, 4], np.array([True, False, True, True])])
def test_a_bias_that_is_no_array_of_real_numbers_goes_to_the_definition(rng, b):
    z, _ = affine.affine_forward(x := rng.random((5, 7)), W := rng.random((7, 4)), b)
    assert_array_equal(z, x @ W + b)


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


@pytest.mark.parametrize("call", [
    lambda: affine.affine_forward(np.ones((2, 9)), np.ones((5, 4)), np.ones(4)),
    lambda: maxout.maxout_forward(np.ones((2, 9)), np.ones((5, 4, 3)), np.ones((4, 3))),
    lambda: softmax.softmax_cross_entropy_forward(np.ones((2, 3)), np.array([0, 3])),
    lambda: optim.update_momentum_max_norm(*np.ones((2, 4, 3)), np.ones((3, 4)), .1, .5, 1)],
    ids=["affine", "maxout", "softmax", "update"])
def test_shapes_that_do_not_fit_are_the_definitions_error(call):
    with pytest.raises((ValueError, IndexError)):
        call()


@pytest.mark.parametrize("y", [np.array([True, False]), [1, 0], np.array([1., 0.])],
                         ids=["bool", "list", "float"])
def test_labels_that_are_no_whole_numbers_go_to_the_definition(rng, y):
    s = rng.standard_normal((2, 3))
    try:
        wanted = softmax.softmax_cross_entropy_forward.definition(s, y)[0]
    except Exception as error:
        with pytest.raises(type(error)):
            softmax.softmax_cross_entropy_forward(s, y)
    else:
        assert softmax.softmax_cross_entropy_forward(s, y)[0] == wanted


def test_a_direction_of_nan_is_not_hidden(rng):
    x, g = rng.standard_normal((2, 3, 5))
    g[1, 2] = np.nan
    out = sign_step(x, g, .25, -np.inf, np.inf)
    assert_array_equal(out, sign_step.definition(x, g, .25, -np.inf, np.inf))
    assert np.isnan(out).sum() == 1


def test_what_a_twin_does_not_serve_is_the_definitions():
    W, b = np.arange(6.).reshape(3, 2), np.ones(1)
    assert_array_equal(affine.affine_forward(np.eye(3, dtype=int), W, b)[0], W + 1)
    assert_array_equal(affine.affine_forward(x=np.eye(3), W=W, b=np.ones(2))[0], W + 1)


# -- a new process

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
