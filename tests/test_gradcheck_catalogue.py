"""Every check of `scratchadv gradcheck` passes; what fails is named, and shown."""
import io

import numpy as np
import pytest
from modules import forward_functions, functions_of

from scratchadv import gradcheck, gradcheck_catalogue, losses, models, objectives
from scratchadv.gradcheck_catalogue import gradients
from scratchadv.layers import affine


@pytest.mark.parametrize("name", gradcheck_catalogue.checks())
def test_every_pair_model_objective_and_fact_passes(name):
    result = gradcheck_catalogue.checks()[name](np.random.default_rng(0))
    assert result.passed, str(result)


def planted(rng):
    """The check of an affine pair whose gradient of W is twice too large."""
    def affine_twice(grad_z, cache):
        grad_x, grad_W, grad_b = affine.affine_backward(grad_z, cache)
        return grad_x, 2 * grad_W, grad_b
    args = rng.standard_normal((5, 7)), rng.standard_normal((7, 4)), rng.standard_normal(4)
    return gradcheck.check(affine.affine_forward, affine_twice, args, rng=rng)


def test_a_report_is_shown_as_it_is_printed(rng):
    report = planted(rng)
    assert repr(report) == str(report) and len(repr(report)) < 2000


def test_the_catalogue_prints_a_line_a_check_and_says_that_all_passed():
    stream = io.StringIO()
    names = ["layers.affine", "s3.growth, logistic_regression"]
    some = {name: gradcheck_catalogue.checks()[name] for name in names}
    assert gradcheck_catalogue.run(stream, some)
    lines = stream.getvalue().splitlines()
    assert [line.split("  ")[0] for line in lines if line.endswith("  ok")] == names
    assert lines[-1].startswith("all 2 checks passed in ")


def test_the_catalogue_ends_with_the_names_of_what_failed_and_shows_the_report():
    stream = io.StringIO()
    some = {"planted": planted, "layers.affine": gradcheck_catalogue.checks()["layers.affine"]}
    assert not gradcheck_catalogue.run(stream, some)
    text = stream.getvalue()
    assert text.splitlines()[-1] == "1 of 2 checks FAILED: planted"
    assert "worst entry      W[" in text


def test_the_catalogue_holds_every_layer_loss_model_and_objective():
    checked = [name.split(", ") for name in gradcheck_catalogue.checks()]
    layers_checked = {parts[-1].removeprefix("layers.") for parts in checked
                      if parts[0].startswith("layers.")}
    assert {f"{name}_forward" for name in layers_checked} == forward_functions()
    wanted = {f"losses.{name}" for name in losses.LOSSES}
    wanted |= {f"objectives.{name}" for name in functions_of(objectives)
               if not name.startswith(("_", "check_"))}
    assert wanted - {parts[0] for parts in checked} == set()
    assert {model.func for model in gradients.MODELS.values()} == {*models.MODELS.values()}
    assert {f"models.{name}" for name in gradients.MODELS} <= {*gradcheck_catalogue.checks()}
