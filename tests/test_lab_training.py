"""What the lab trains, notes and keeps of the networks that an experiment asks for."""
import io
from dataclasses import replace

import pytest

from scratchadv import hidden_perturbation, objectives, optim, training
from scratchadv.experiments import own_data
from scratchadv.experiments.lab import Lab
from scratchadv.experiments.recipes import recipes
from scratchadv.results import PROFILES


class Asked(Exception):
    """For which lab a page asked, or what training was asked for."""


@pytest.mark.parametrize("objective, module, options", [
    ("sign_noise", objectives, dict(alpha=.3, eps=.1)),
    ("hidden_rotation", hidden_perturbation, dict(layers=[1], angle=.7, fresh_masks=True))])
def test_a_network_is_trained_by_the_optimizer_and_the_objective_of_its_recipe(
        monkeypatch, tmp_path, objective, module, options):
    def fit(net, train, **given):
        raise Asked(given)
    monkeypatch.setattr(training, "fit", fit)
    lab = Lab("smoke", 3, tmp_path)
    lab.recipes["softmax"] = replace(lab.recipes["softmax"], optimizer="Adam",
                                     settings=dict(lr=.003), objective=objective, options=options)
    with pytest.raises(Asked) as asked:
        lab.network("softmax")
    (given,) = asked.value.args
    assert type(given["optimizer"]) is optim.Adam and given["optimizer"].lr == .003
    assert given["objective"].func is getattr(module, objective)
    assert given["objective"].keywords == options


def test_a_result_names_the_networks_from_which_its_own_were_made(tmp_path):
    lab = Lab("smoke", 3, tmp_path)
    lab.recipes["second"] = replace(lab.recipes["softmax"], start="softmax")
    for name in ("second", "maxout_1600"):
        lab._note(name)
    assert set(lab.keys_used()) == {
        lab.key("second"), lab.key("softmax"), lab.key("maxout_1600"),
        lab.of_seed(0).key("maxout_1600_50000")}, "of seed 0, which sets the length"


def test_the_seconds_of_training_are_told_of_the_networks_of_every_seed(monkeypatch, tmp_path):
    monkeypatch.setattr(Lab, "history", lambda lab, name: {"seconds": [1.04, lab.seed]})
    lab = Lab("smoke", 3, tmp_path)
    for each in (lab, lab.of_seed(5)):
        each._note("softmax")
        each.history_path("softmax").parent.mkdir(exist_ok=True)
        each.history_path("softmax").touch()
    assert lab.training_seconds() == {"softmax.seed3": 4.0, "softmax.seed5": 6.0}


def test_a_network_that_is_there_has_its_history_whenever_the_run_was_killed(monkeypatch, tmp_path):
    def killed(*given):
        raise KeyboardInterrupt
    lab = Lab("smoke", 0, tmp_path, stream=io.StringIO())
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr("scratchadv.experiments.lab.write_atomically", killed)
        lab.network("softmax")
    assert lab.history("softmax")["epoch"] == [1, 2]


def test_another_data_set_needs_each_class_among_the_digits_of_the_least_training():
    assert own_data.FIRST == min(recipe.examples for profile in PROFILES
                                 for recipe in recipes(profile).values() if recipe.task == "digits")
