"""Derivatives along a line, and what a report says of their errors.

N examples, D inputs, M units, C classes.
"""
import numpy as np
import pytest

from scratchadv import gradcheck, gradcheck_catalogue, losses
from scratchadv.gradcheck import check
from scratchadv.layers import affine, dropout, rbf

N, D, M, C = 5, 7, 4, 6


@pytest.fixture
def example(rng):
    return gradcheck_catalogue.example("maxout_network", rng)


# -- derivatives along a line

def test_the_complex_step_is_exact_to_rounding():
    derivative, _ = gradcheck.complex_step(lambda t: (np.exp(np.sin(1 + t)), []), [])
    assert derivative == pytest.approx(np.exp(np.sin(1)) * np.cos(1), rel=4e-16)


def test_central_differences_leave_little_more_than_rounding():
    derivative, smooth = gradcheck.central_difference(lambda t: (np.exp(np.sin(1 + t)), []), [])
    assert smooth
    assert derivative == pytest.approx(np.exp(np.sin(1)) * np.cos(1), rel=1e-11)


ANALYTIC = {
    "affine": (affine.affine_forward, affine.affine_backward, [(N, D), (D, M), (M,)]),
    "column": (affine.column_forward, affine.column_backward, [(N, 1)]),
    "dropout": (dropout.dropout_forward, dropout.dropout_backward, [(N, D)]),
    "rbf": (rbf.rbf_forward, rbf.rbf_backward, [(N, D), (C, D), (C, D)]),
    "softmax_cross_entropy": (losses.SOFTMAX.forward, losses.SOFTMAX.backward, [(N, C)]),
    "rbf_detectors": (losses.RBF.forward, losses.RBF.backward, [(N, C)]),
}


@pytest.mark.parametrize("name", gradcheck.COMPLEX_STEP)
def test_the_pairs_of_COMPLEX_STEP_are_checked_by_it_and_are_exact(rng, name):
    forward, backward, shapes = ANALYTIC[name]
    args = tuple(-rng.random(shape) - .1 for shape in shapes)
    data = {"dropout": (2 * rng.integers(0, 2, (N, D)),)}.get(
        name, (rng.integers(C, size=N),) if len(shapes) == 1 and C in shapes[0] else ())
    report = check(forward, backward, args, data=data, rng=rng)
    assert report.method == "complex step"
    assert report.worst.error < 1e-13, "100 roundings or so"


@pytest.mark.parametrize("loss", [losses.LOGISTIC, losses.SIGMOIDS], ids=lambda loss: loss.name)
def test_the_analytic_losses_outside_COMPLEX_STEP_take_no_complex_numbers(loss):
    y = np.zeros(1, int)
    with pytest.raises(TypeError):
        loss.forward(np.zeros((1, 1) if loss is losses.SIGMOIDS else 1, complex), y)


# -- what is printed

def test_the_report_defines_what_it_prints(rng, example):
    net, x, y = example
    text = str(check(net, x=x, y=y, rng=rng))
    for part in ("maxout_network: passed (central difference)", "worst entry", "analytic",
                 "numeric", "= |a - b| / (|u||Jv| + |v||J'u|)", "= |analytic - numeric| / max(",
                 "to expect", "left out for a kink", "0/0", "at most 50%"):
        assert part in text


def test_the_error_to_expect_bounds_the_error_found(rng, example):
    net, x, y = example
    report = check(net, x=x, y=y, rng=rng)
    assert report.worst.error < 10 * report.expected, "J takes some roundings itself"
