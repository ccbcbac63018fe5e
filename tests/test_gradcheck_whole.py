"""The catalogue is whole, and the check allows for no more rounding than it says."""
import numpy as np
import pytest
from modules import forward_functions

from scratchadv import double_backprop, gradcheck, gradcheck_catalogue, losses, models
from scratchadv.attacks import differentiable
from scratchadv.gradcheck_catalogue import gradients
from scratchadv.losses.no_class import NO_CLASS


def test_the_catalogue_holds_every_pair_of_layers_losses_and_perturbations(monkeypatch):
    checked = set()
    monkeypatch.setattr(gradcheck, "check", lambda forward, backward=None, *_, **__: (
        checked.add(gradcheck.subjects.name_of(forward))))
    for name, check in gradcheck_catalogue.checks().items():
        if name.startswith(("layers.", "losses.", "attacks.")):
            check(np.random.default_rng(0))
    pairs = {loss.forward.__name__ for loss in losses.LOSSES.values()}
    pairs |= {forward.__name__ for forward, _ in NO_CLASS.values()} | forward_functions()
    pairs |= {name for module in (losses.rbf, losses.adversarial_logistic, differentiable)
              for name in vars(module) if name.endswith("_forward")}
    assert {name.removesuffix("_forward") for name in pairs} - checked == set()


def test_the_catalogue_holds_hidden_perturbations_facts_and_adversarial_objectives_everywhere():
    names = set(gradcheck_catalogue.checks())
    assert {f"objectives.{objective}, {model}" for model in gradients.MODELS for objective in (
        "adversarial", "adversarial_fresh_masks", "adversarial_clean_probe",
        "adversarial_float32_probe")} <= names
    assert {f"models.{name}, under dropout" for name in ("maxout_network", "softmax, dropout")
            } <= names
    titles = {name.split(", ")[0] for name in names}
    assert {"hidden_additive", "hidden_rotation", "s3.growth", "s5.loss", "s4.precision"} <= titles


@pytest.mark.parametrize("share", [.8, 1.2])
def test_rounding_of_more_than_a_tenth_of_a_gradient_excuses_nothing(rng, share):
    """About half of the gradient in c could be rounding; a fifth of it is wrong."""
    report = gradcheck.check(lambda x, c: (1e6 * x + 3e-4 * c, None),
                             lambda grad_out, cache: (1e6 * grad_out, share * 3e-4 * grad_out),
                             (rng.standard_normal(5), rng.standard_normal(5)), rng=rng)
    assert .1 * 3e-4 < report.rounding < 3e-4 * 2
    assert {entry.argument for entry in report.wrong} == {"c"}


def test_of_rounding_twenty_times_that_of_the_last_operation_is_allowed(rng):
    x, u = 1e3 * rng.standard_normal(5), np.random.default_rng(3).standard_normal(5)
    report = gradcheck.check(lambda x: (x, None), lambda grad_out, cache: grad_out, (x,),
                             rng=np.random.default_rng(3))
    last = 1.5 * 2.0 ** -53 / 2.0 ** -13
    assert report.rounding == pytest.approx(20 * last * np.linalg.norm(u) * np.linalg.norm(x))


def test_the_sample_of_a_large_argument_is_drawn_at_random():
    def compared(seed):
        report = gradcheck.check(lambda x: (2 * x, None), lambda grad_out, cache: 2 * grad_out,
                                 (np.ones(200),), rng=np.random.default_rng(seed), entries=10)
        return {entry.index for entry in report.compared}
    assert len(compared(0)) == 10 and compared(0) != compared(1)


@pytest.mark.parametrize("size", [0., -1., np.nan, np.inf])
def test_a_slope_over_a_size_that_is_none_is_refused(rng, size):
    net = models.softmax_regression(7, 6, rng=rng, dtype=np.float64)
    sizes = np.ones((5, 1))
    sizes[3] = size
    with pytest.raises(ValueError, match="size must be finite and above 0, got"):
        double_backprop.slope_and_grads(net, rng.random((5, 7)), np.arange(5), np.ones((5, 7)),
                                        sizes)
