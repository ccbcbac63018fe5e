"""What is drawn of an experiment is called by the name of its network or perturbation."""
import numpy as np
import pytest
from named_networks import clean, run, take_our_eps
from numpy.testing import assert_array_equal

from scratchadv.attacks import fgsm
from scratchadv.attacks.direction import loss_direction

BOTH = ("float32", "exact")


@pytest.fixture
def our_eps(monkeypatch):
    take_our_eps(monkeypatch)


CALLED = {
    "s5.l1_maxout": ("networks", {
        "no L1": "short_clean", "L1 .0025": "l1_0.0025", "L1 .00025": "l1_0.00025",
        "L1 .000025": "l1_0.000025", "J~": "short_adversarial"}),
    "s6.differentiable": ("models", {
        "clean digits": "beside_clean", "FGSM": "beside_fgsm", "rotations": "rotation_trained",
        "scaled gradients": "scaled_trained"}),
    "s6.hidden": ("models", {
        "maxout, input": "hidden_input", "maxout, first hidden": "hidden_first",
        "maxout, first and final": "hidden_final_too", "maxout, first rotated": "hidden_rotated",
        "sigmoid, input": "hidden_sigmoid_input", "sigmoid, first hidden": "hidden_sigmoid_first"})}


@pytest.mark.parametrize("id", CALLED)
def test_an_error_that_is_drawn_is_called_by_its_network(our_eps, id):
    lab, _, data = run(id)
    key, networks = CALLED[id]
    assert dict(zip(data[key], data["clean_error"])) == {
        called: clean(lab, name) for called, name in networks.items()}
    assert len(set(data["clean_error"])) > 2


def test_a_length_that_is_drawn_is_called_by_its_perturbation(our_eps):
    lab, _, data = run("s6.differentiable")
    x, y = lab.test
    found = dict(zip(data["perturbations"], data["length_own"]))
    eta = fgsm(lab.network("beside_fgsm"), x, y, eps=.25) - x
    assert found["FGSM"] == pytest.approx(np.linalg.norm(eta, axis=1).mean(), rel=1e-5)
    angle = lab.recipes["rotation_trained"].options["angle"]
    chord = 2 * np.sin(angle / 2) * np.linalg.norm(x, axis=1).mean()
    assert found["rotations"] == pytest.approx(chord, rel=1e-5)


def test_a_row_of_errors_is_called_by_its_network(our_eps):
    lab, _, data = run("s6.robust")
    assert {called: row[0] for called, row in zip(data["models"], data["errors"])} == {
        "naive": clean(lab, "maxout"), "adversarial": clean(lab, "adversarial_1600")}


def test_the_digit_that_is_shown_has_its_label_and_both_of_its_signs(our_eps):
    lab, _, data = run("s4.precision")
    net, (x, y) = lab.network("maxout"), lab.test
    (i,) = np.flatnonzero((x == data["example_x"]).all(axis=1))
    assert data["example_label"] == y[i] != data["example_class_exact"]
    for direction in BOTH:
        g = loss_direction(net, x[i:i + 1], y[i:i + 1], direction=direction)
        assert_array_equal(data[f"example_sign_{direction}"], np.sign(g[0]))
    assert (data["example_sign_float32"] != data["example_sign_exact"]).any()


def test_errors_along_training_stand_at_their_epochs(our_eps):
    assert run("s4.precision")[2]["epoch"] == [len("maxout")]              # of NamedLab
    data = run("s6.objective")[2]
    assert (data["naive_epoch"], data["adversarial_epoch"]) == (
        [len("maxout_50000")], [len("adversarial_50000")])
