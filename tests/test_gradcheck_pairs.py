"""The gradient check refuses pairs that break a rule of the house, and calls that cannot be meant.

Their numbers may be right.  N examples, D inputs, M units.
"""
import numpy as np
import pytest

from scratchadv import gradcheck, models, objectives
from scratchadv.gradcheck import check
from scratchadv.layers import activations, affine, maxout

N, D, M = 5, 7, 4
AFFINE_SHAPES = [(N, D), (D, M), (M,)]


class Remembering:
    """An affine pair that keeps its input in itself, and takes nothing from its cache."""

    def forward(self, x, W, b):
        self.seen = x, W
        return x @ W + b, None

    def backward(self, grad_z, cache):
        return affine.affine_backward(grad_z, self.seen)


class UsedUp:
    """A sigmoid whose cache can be taken once."""

    @staticmethod
    def forward(x):
        out, cache = activations.sigmoid_forward(x)
        return out, [cache]

    @staticmethod
    def backward(grad_out, cache):
        return activations.sigmoid_backward(grad_out, cache.pop())


def tripled_in_place(x):
    x *= 3
    return x, None


def relu_in_place(grad_out, cache):
    grad_out *= cache > 0
    return grad_out


@pytest.mark.parametrize("forward, backward, shapes, sentence", [
    (tripled_in_place, lambda grad_out, cache: 3 * grad_out, [(N, D)],
     "tripled_in_place must leave its arguments as they are, it changed x; work on a copy"),
    (activations.relu_forward, relu_in_place, [(N, D)],
     "relu_in_place must leave its arguments as they are, it changed grad_out; work on a copy"),
    (Remembering().forward, None, AFFINE_SHAPES, "backward must take all it needs from its cache"),
    (Remembering().forward, None, [(1, 1), (1, 1), (1,)], "backward must take all it needs"),
    (UsedUp.forward, UsedUp.backward, [(N, D)], "backward must take all it needs from its cache"),
], ids=["forward writes", "backward writes", "remembers", "remembers one number", "is used up"])
def test_a_pair_that_writes_or_remembers_does_not_pass_whatever_its_numbers(
        rng, forward, backward, shapes, sentence):
    backward = backward or forward.__self__.backward
    report = check(forward, backward, [rng.standard_normal(shape) for shape in shapes], rng=rng)
    assert not report.passed and report.misfits[0].startswith(sentence)


def test_a_pair_with_a_domain_and_words_among_its_data_is_checked_within_it(rng):
    def forward(x, low, unit):
        assert (x > low).all() and unit.shape == (2,)
        return np.log(x - low), x - low
    x, data = rng.random(5) + np.arange(5), (np.arange(5) - .5, np.array(["nats", "bits"]))
    report = check(forward, lambda grad_out, cache: grad_out / cache, (x,), data=data, rng=rng)
    assert report.passed, str(report)


def test_gradients_may_come_as_a_list(rng):
    args = tuple(rng.standard_normal(shape) for shape in AFFINE_SHAPES)
    report = check(affine.affine_forward, lambda *given: [*affine.affine_backward(*given)], args,
                   rng=rng)
    assert report.passed, str(report)


# -- what it is called with

def own_affine():
    """A right pair that fills a real array, and so loses Im of a complex argument."""
    def affine_forward(x, W, b):
        z = np.zeros((len(x), len(b)))
        for n, row in enumerate(x):
            z[n] = row @ W + b
        return z, (x, W)
    return affine_forward, affine.affine_backward, AFFINE_SHAPES


def own_maxout():
    """A right pair with another cache than ours."""
    def maxout_forward(x, W, b):
        h, cache = maxout.maxout_forward(x, W, b)
        return h, (x, W, cache)
    return (maxout_forward, lambda grad_h, cache: maxout.maxout_backward(grad_h, cache[2]),
            [(N, D), (D, M, 3), (M, 3)])


def own_relu():
    """A right pair whose cache is a tuple, which no number compares with."""
    def relu_forward(z):
        return np.maximum(z, 0), (z,)
    return relu_forward, lambda grad_h, cache: grad_h * (cache[0] > 0), [(N, D)]


@pytest.mark.parametrize("own", [own_affine, own_maxout, own_relu])
def test_a_right_pair_of_ones_own_passes_under_a_name_of_ours(rng, own):
    forward, backward, shapes = own()
    args = tuple(rng.standard_normal(shape) for shape in shapes)
    report = check(forward, backward, args, rng=rng, zeros_allowed=.7)
    assert report.passed, str(report)


@pytest.mark.parametrize("args, message", [
    ((np.ones(2), np.ones(2)), "args and data must be what <lambda> takes, in its order, got 2"),
    ((), "args must hold at least one array"),
    ((np.ones((0, 3)),), r"none that is empty, got shapes .\(0, 3\)."),
    (([[1, 2], [3]],), r"args\[0\] must be an array, got rows of unequal lengths"),
    ((None,), "x must hold real numbers, got dtype object; .* goes into data"),
    ((1j * np.ones(2),), "x must hold real numbers, got dtype complex128"),
])
def test_arguments_that_forward_does_not_take_are_refused(rng, args, message):
    with pytest.raises(ValueError, match=message):
        check(lambda x: (2 * x, None), lambda grad_out, cache: 2 * grad_out, args, rng=rng)


@pytest.mark.parametrize("backward, why", [(lambda grad_out: grad_out, "too many positional"),
                                           (max, "no signature found for builtin")])
def test_a_backward_that_cannot_be_called_is_refused(rng, backward, why):
    with pytest.raises(ValueError, match=f"backward must take two things, .*{why}"):
        check(lambda x: (2 * x, None), backward, (rng.random(3),), rng=rng)


def test_arguments_without_a_name_are_numbered(rng):
    def backward(grad_out, cache):
        return grad_out, 2 * grad_out
    report = check(lambda *both, scale=2: (both[0] + scale * both[1], None), backward,
                   (rng.random(3), rng.random(3)), rng=rng)
    assert {entry.argument for entry in report.compared} == {"argument 0", "argument 1"}
    assert report.passed


@pytest.mark.parametrize("entries", [0, -1, 2.5])
def test_no_entries_to_compare_are_refused(rng, entries):
    with pytest.raises(ValueError, match="entries must be a whole number, 1 or more"):
        check(models.softmax_regression(4, 3, rng=rng), x=np.zeros((2, 4)), y=[0, 1], rng=rng,
              entries=entries)


def test_float32_arguments_are_checked_in_float64(rng):
    args = tuple(rng.standard_normal(shape).astype(np.float32) for shape in AFFINE_SHAPES)
    report = check(affine.affine_forward, affine.affine_backward, args, rng=rng,
                   derivative=gradcheck.central_difference)
    assert report.adjoint_error < 1e-8, "float32 would leave 1e-7"


@pytest.mark.parametrize("wrong, message", [
    (dict(x=None), r"x must have shape \(N, 4\)"),
    (dict(y=[0, 12]), r"y must lie in 0..2"),
])
@pytest.mark.parametrize("subject", ["net", "objective"])
def test_wrong_examples_are_refused_by_name(rng, subject, wrong, message):
    net = models.softmax_regression(4, 3, rng=rng)
    given = dict(x=np.zeros((2, 4)), y=[0, 1]) | wrong
    with pytest.raises(ValueError, match=message):
        if subject == "net":
            check(net, **given, rng=rng)
        else:
            check(objectives.clean, net=net, **given, rng=rng)


def test_a_pair_without_its_backward_is_refused():
    with pytest.raises(ValueError, match="a pair must be two functions, .* and None"):
        check(affine.affine_forward, rng=np.random.default_rng(0))


@pytest.mark.parametrize("given, message", [
    (dict(args=np.zeros(3)), r"args must be a tuple .* got ndarray; of one write \(a,\)"),
    (dict(data=np.zeros(3)), r"data must be a tuple .* got ndarray; of one write \(d,\)"),
])
def test_bare_arrays_in_the_place_of_tuples_are_refused_by_name(rng, given, message):
    with pytest.raises(ValueError, match=message):
        check(affine.affine_forward, affine.affine_backward, rng=rng, **given)


@pytest.mark.parametrize("given", [(np.zeros((2, 4)), np.zeros(2, int)), (None, (1,))])
def test_examples_of_a_network_that_are_not_named_are_refused(rng, given):
    net = models.softmax_regression(4, 3, rng=rng)
    with pytest.raises(ValueError, match="x and y beside a Network must be named: check"):
        check(net, *given, rng=rng)


@pytest.mark.parametrize("out, got", [
    (lambda x: 2 * x, "ndarray"), (lambda x: (2 * x,), "tuple of 1"), (lambda x: None, "NoneType")])
def test_a_forward_that_forgets_its_cache_is_told_so(rng, out, got):
    report = check(out, lambda grad_out, cache: 2 * grad_out, (rng.random((2, 3)),), rng=rng)
    assert report.failures == [f"forward must return two things, out and cache, got {got}"]


@pytest.mark.parametrize("out, got", [("wrong", "str"), (None, "NoneType"), ([1.0], "list")])
def test_a_forward_whose_output_is_no_array_is_told_so(rng, out, got):
    report = check(lambda x: (out, None), lambda grad_out, cache: 2 * grad_out,
                   (rng.random((2, 3)),), rng=rng)
    assert report.failures == [f"forward must return out as an array of numbers, got {got}"]


def test_gradients_in_a_dict_are_told_as_such(rng):
    report = check(lambda x: (x * x, x), lambda grad_out, x: {"x": 2 * grad_out * x},
                   (rng.random(3),), rng=rng)
    assert report.failures == ["backward must return its gradients in the order of args, as a "
                               "tuple or, of one, alone; got a dict"]


def test_a_generator_is_required():
    with pytest.raises(ValueError, match="rng must be a numpy Generator, got 0"):
        check(affine.affine_forward, affine.affine_backward, (), rng=0)
