"""Sections 3 to 5: experiments measure the networks and digits that their claims speak of."""
import named_networks
import numpy as np
import pytest
from named_networks import EPS, clean, fooled, run, share, sure, take_our_eps

from scratchadv.attacks import fgsm, rotate_towards_gradient
from scratchadv.attacks.direction import loss_direction
from scratchadv.attacks.rotation import rotate
from scratchadv.experiments import section4
from scratchadv.losses.softmax import softmax

BOTH = ("float32", "exact")
MODELS = ("logistic", "softmax", "maxout", "adversarial", "rbf")


@pytest.fixture(autouse=True)
def our_eps(monkeypatch):
    take_our_eps(monkeypatch)


def logistic_nets(lab):
    """(number of pixels, test digits, network) from 7 x 7 to 56 x 56 pixels."""
    for side in (7, 14, 21, 28, 42, 56):
        net = lab.network("logistic" if side == 28 else f"logistic_{side}").astype(np.float64)
        x, y = lab.splits("threes_vs_sevens", side)[2]
        yield side ** 2, x.astype(np.float64), y, net


def test_the_score_grows_by_eps_m_n():
    lab, measured, data = run("s3.growth")
    errors = []
    for k, (n, x, _, net) in enumerate(logistic_nets(lab)):
        w = net.parameters()["layer0.W"][:, 0]
        eta = EPS * np.sign(w)
        predicted = EPS * np.abs(w).mean() * n
        growth = (net.scores(x + eta) - net.scores(x)).mean()
        errors.append(abs(growth - predicted) / predicted)
        assert data["n"][k] == n and data["growth"][k] == pytest.approx(growth)
        assert data["eps_m_n"][k] == pytest.approx(predicted)
        assert data["l2_norm"][k] == pytest.approx(np.linalg.norm(eta))
        assert data["max_norm"][k] == pytest.approx(EPS)
    assert max(errors) <= measured["growth.relative_error"] < 1e-9
    slope, _ = np.polyfit(np.log(data["n"]), np.log(data["growth"]), 1)
    assert measured["growth.exponent"] == pytest.approx(slope)


def test_with_more_dimensions_more_digits_are_fooled_at_the_same_eps_m_and_margins():
    lab, measured, data = run("s3.dimension")
    nets = {n: (x, net) for n, x, _, net in logistic_nets(lab)}
    x, net = nets[784]
    m, s = np.abs(net.parameters()["layer0.W"]).mean(), net.scores(x)
    assert (data["m"], data["eps"]) == pytest.approx((m, np.median(np.abs(s)) / (2 * m * 784)))
    # a score changes sign where its size is below the growth, eps m n
    assert data["fooled"] == pytest.approx([share(np.abs(s) < data["eps"] * m * n) for n in nets],
                                           abs=1e-9)
    assert 0 < data["fooled"][3] < .5 and data["n"] == [*nets]
    as_trained = [share(np.abs(net.scores(x)) < data["eps"] * np.abs(
        net.parameters()["layer0.W"]).sum()) for x, net in nets.values()]
    assert data["as_trained"] == pytest.approx(as_trained, abs=1e-9)
    assert measured["fooled.rise"] == data["fooled"][-1] - data["fooled"][0] > 0
    assert measured["as_trained.rise"] == data["as_trained"][-1] - data["as_trained"][0]
    assert measured["fooled.smallest_step"] == np.diff(data["fooled"]).min()
    moved = np.rint(np.clip(fgsm(net, x, eps=.4 / 255), 0, 1) * 255) / 255
    assert measured["fooled.rounded_to_8_bits"] == share(net.predict(moved) != net.predict(x))


@pytest.mark.parametrize("id, name", [("s4.softmax", "softmax"), ("s4.maxout", "maxout"),
                                      ("fig2.logistic", "logistic")])
def test_one_network_is_measured_in_both_arithmetics(id, name):
    lab, measured, _ = run(id)
    net, (x, y) = lab.network(name), lab.splits(lab.recipes[name].task)[2]
    for direction in BOTH:
        x_adv = fgsm(net, x, y, eps=EPS, direction=direction)
        assert measured[f"error.{direction}"] == share(net.predict(x_adv) != y)
        assert measured[f"confidence.{direction}"] == pytest.approx(sure(net, x_adv, y), rel=1e-5)
        assert measured[f"zero_directions.{direction}"] == share(
            ~loss_direction(net, x, y, direction=direction).any(axis=1))
    assert measured["clean_error"] == share(net.predict(x) != y)


def test_the_digits_of_figure_2_are_framed_where_they_fool():
    lab, _, data = run("fig2.logistic")
    net, (x, y) = lab.network("logistic"), lab.splits("threes_vs_sevens")[2]
    x, y = x[:16], y[:16]
    np.testing.assert_array_equal(data["clean"], x)
    np.testing.assert_array_equal(data["adversarial"], fgsm(net, x, y, eps=EPS))
    np.testing.assert_array_equal(data["adversarial_wrong"],
                                  net.predict(data["adversarial"]) != y)
    np.testing.assert_array_equal(data["weights"], net.parameters()["layer0.W"][:, 0])


def test_a_rotation_is_judged_at_15_degrees_and_measured_by_fgsms_length(monkeypatch):
    monkeypatch.setattr(named_networks, "SURE", 1_000)    # at 60, 15 degrees fool all in either way
    lab, measured, data = run("s4.rotation")
    net, (x, y) = lab.network("maxout"), lab.test
    k = list(data["angle"]).index(15)
    x_adv = rotate_towards_gradient(net, x, y, angle=np.radians(15))
    assert measured["error.exact"] == data["error_exact"][k] == share(net.predict(x_adv) != y)
    single = rotate(x, net.float32_direction(x, y), np.radians(15))
    assert measured["error.float32"] == data["error_float32"][k] == share(net.predict(single) != y)
    lengths = [np.linalg.norm(row) for row in x_adv - x]
    assert measured["step.l2_share"] == pytest.approx(
        np.mean(lengths) / (EPS * np.sqrt(784)), rel=1e-5)
    assert data["fgsm_error"] == fooled(lab, "maxout", direction="float32")
    assert measured["error.float32"] < measured["error.exact"]


def test_every_models_curve_and_targeted_success_are_its_own(monkeypatch):
    monkeypatch.setattr(section4, "EPS", .05)                     # on the grid, as .25 is
    lab, measured, data = run("s4.eps_curves")
    for k, name in enumerate(MODELS):
        net, (x, y) = lab.network(name), lab.splits(lab.recipes[name].task)[2]
        for eps, single, exact in list(zip(data["eps"], data["untargeted_float32"][k],
                                           data["untargeted_exact"][k]))[::5]:
            for direction, drawn in zip(BOTH, (single, exact)):
                x_adv = fgsm(net, x, y, eps=eps, direction=direction)
                assert drawn == pytest.approx(share(net.predict(x_adv) != y), abs=.005)
    net, (x, y) = lab.network("maxout"), lab.test
    at = list(data["eps"]).index(pytest.approx(.05))
    target = (y + 1) % 10
    x_adv = fgsm(net, x, target, eps=.05, targeted=True)
    assert measured["maxout.targeted_success.exact"] == data["targeted_exact"][2][at]
    assert measured["maxout.error.exact"] == data["untargeted_exact"][2][at]
    assert measured["maxout.error.float32"] == data["untargeted_float32"][2][at]
    assert measured["maxout.error.float32"] < measured["maxout.error.exact"]
    assert measured["maxout.targeted_success.exact"] == pytest.approx(
        share(net.predict(x_adv) == target), abs=.005)


def test_what_single_precision_hides_is_asked_of_every_model_and_by_the_gap_of_the_maxout():
    lab, measured, data = run("s4.precision")
    for k, name in enumerate(MODELS):
        for direction in BOTH:
            net, (x, y) = lab.network(name), lab.splits(lab.recipes[name].task)[2]
            error = share(net.predict(fgsm(net, x, y, eps=EPS, direction=direction)) != y)
            assert measured[f"{name}.error.{direction}"] == error == data[f"error_{direction}"][k]
    net, (x, y) = lab.network("maxout"), lab.test
    s = net.scores(x)
    gap = np.array([row[label] - np.delete(row, label).max() for row, label in zip(s, y)])
    wrong = np.array([share(np.sign(single) != np.sign(exact)) for single, exact
                      in zip(net.float32_direction(x, y), net.attack_direction(x, y))])
    assert measured["maxout.wrong_signs.confident"] == pytest.approx(wrong[gap >= 15].mean())
    assert measured["maxout.wrong_signs.unsure"] == pytest.approx(
        wrong[(gap >= 0) & (gap < 5)].mean())
    assert wrong[gap >= 15].mean() > .01 and sum(data["gap_counts"]) == (gap >= 0).sum()
    said = {direction: net.predict(fgsm(net, x, y, eps=EPS, direction=direction))
            for direction in BOTH}
    for low, high, count, signs, *fooled_there in zip(
            data["gap_edges"], [*data["gap_edges"][1:-1], np.inf], data["gap_counts"],
            data["gap_wrong_signs"],
            data["gap_fooled_float32"], data["gap_fooled_exact"]):
        there = (gap >= low) & (gap < high)
        assert count == there.sum()
        if count:
            assert signs == pytest.approx(wrong[there].mean())
            assert fooled_there == [share(said[direction][there] != y[there])
                                    for direction in BOTH]
    assert data["epoch_error_float32"] == [share(said["float32"] != y)]
    assert data["epoch_error_exact"] == [share(said["exact"] != y)]
    spared = np.flatnonzero((said["float32"] == y) & (said["exact"] != y))
    surest = spared[gap[spared].argmax()]
    np.testing.assert_array_equal(data["example_x"], x[surest])
    assert (data["example_class_float32"], data["example_class_exact"]) == (
        y[surest], said["exact"][surest])
    assert data["example_gap"] == pytest.approx(gap[surest])


def test_the_push_of_the_penalty_is_compared_between_the_surest_and_the_least_sure():
    lab, measured, _ = run("s5.vs_l1")
    nets = {"plain": lab.network("logistic"), "adversarial": lab.network("adversarial_logistic")}
    x, y = lab.splits("threes_vs_sevens")[0]
    for subject, net in nets.items():
        assert measured[f"{subject}.train_error"] == share(net.predict(x) != y)
    w = nets["adversarial"].parameters()["layer0.W"]
    push = np.sort(1 / (1 + np.exp(y * nets["adversarial"].scores(x) - EPS * np.abs(w).sum())))
    tenth = len(push) // 10
    assert measured["push.ratio"] == pytest.approx(push[:tenth].mean() / push[-tenth:].mean(),
                                                   rel=1e-4)


def test_every_class_with_an_eta_of_its_own_is_more_pessimistic_than_one_for_all():
    lab, measured, _ = run("s5.vs_l1")
    net, (x, y) = lab.network("softmax"), lab.test
    W, s = net.parameters()["layer0.W"], net.scores(x).astype(float)
    losses = []
    for row, label in zip(s, y):
        worst = [score + EPS * np.abs(W[:, c] - W[:, label]).sum() for c, score in enumerate(row)]
        losses.append(-np.log(softmax(np.array([worst]))[0, label]))
    at_fgsm = net.loss(fgsm(net, x, y, eps=EPS), y)
    assert measured["softmax.pessimism"] == pytest.approx(np.mean(losses) / at_fgsm, rel=1e-4)


def test_weight_decay_is_compared_with_none_and_with_training_on_J_tilde():
    lab, measured, data = run("s5.l1_maxout")
    names = {"plain": "short_clean", **{f"l1_{size}": f"l1_{size}" for size in (
        "0.0025", "0.00025", "0.000025")}, "adversarial": "short_adversarial"}
    for k, (subject, name) in enumerate(names.items()):
        x, y = lab.trained_on(name)
        error = share(lab.network(name).predict(x) != y)
        assert measured[f"{subject}.train_error"] == error == data["train_error"][k]
        assert measured[f"{subject}.clean_error"] == clean(lab, name) == data["clean_error"][k]
        assert data["valid_error"][k] == lab.history(name)["error"]
