"""Section 6's experiments measure the networks, attacks and digits that their claims speak of."""
import numpy as np
import pytest
from named_networks import EPS, WITH_EPS, clean, climbed, fooled, run, share, take_our_eps

from scratchadv import attacks, metrics
from scratchadv.attacks import fgsm, pgd
from scratchadv.hidden_perturbation import activations

BOTH = ("float32", "exact")


@pytest.fixture(autouse=True)
def our_eps(monkeypatch):
    take_our_eps(monkeypatch)


def test_arithmetics_and_networks_differ_or_nothing_here_could_fail():
    lab, _, _ = run("s6.240")
    found = [fooled(lab, name, direction=direction) for direction in BOTH
             for name in ("maxout", "adversarial", "adversarial_1600")]
    assert len(set(found)) == len(found) and max(found) < 1


def test_every_experiment_takes_the_papers_eps():
    assert len(WITH_EPS) >= 6 and set(WITH_EPS.values()) == {.25}


def test_240_units_are_compared_by_their_clean_errors():
    lab, measured, _ = run("s6.240")
    assert measured == {"naive.clean_error": clean(lab, "maxout"),
                        "adversarial.clean_error": clean(lab, "adversarial")}


@pytest.mark.parametrize("id, name", [
    ("s6.1600.plain", "maxout_1600"), ("s6.1600.adv", "adversarial_1600"),
    ("s6.noise.sign", "sign_noise"), ("s6.noise.uniform", "uniform_noise"),
    ("s6.confidence", "adversarial_1600")])
def test_one_network_is_measured_in_both_arithmetics_and_by_pgd(id, name):
    lab, measured, _ = run(id)
    for direction in BOTH:
        assert measured[f"error.{direction}"] == fooled(lab, name, direction=direction)
        x_adv = fgsm(lab.network(name), *lab.test, eps=EPS, direction=direction)
        assert measured[f"confidence.{direction}"] == metrics.confidence_on_mistakes(
            lab.network(name), x_adv, lab.test.y)
    assert measured["clean_error"] == clean(lab, name)
    if id != "s6.confidence":
        assert measured["error.pgd20"] == climbed(lab, name)


def test_beside_the_wide_network_stands_the_narrow_one():
    lab, measured, _ = run("s6.confidence")
    for direction in BOTH:
        assert measured[f"units240.error.{direction}"] == fooled(lab, "adversarial",
                                                                 direction=direction)


def test_the_wide_networks_tell_their_epochs_and_their_curves():
    for id, name in (("s6.1600.plain", "maxout_1600"), ("s6.1600.adv", "adversarial_1600")):
        lab, measured, data = run(id)
        assert measured["epochs"] == len(name)
    assert measured["plain.clean_error"] == clean(lab, "maxout_1600")
    for subject, name in (("naive", "maxout_1600_50000"),
                          ("adversarial", "adversarial_1600_50000")):
        assert data[f"{subject}_epoch"] == lab.history(name)["epoch"]
        assert data[f"{subject}_error"] == lab.history(name)["error"]


def test_before_and_after_adversarial_training_attack_by_attack():
    lab, measured, data = run("s6.robust")
    names = {"naive": "maxout", "adversarial": "adversarial_1600", "units240": "adversarial"}
    for subject, name in names.items():
        for direction in BOTH:
            assert measured[f"{subject}.error.{direction}"] == fooled(lab, name,
                                                                      direction=direction)
        assert measured[f"{subject}.error.pgd20"] == climbed(lab, name)
    assert measured["transferred.error.exact"] == fooled(lab, "maxout", "adversarial_1600")
    for row, subject, other in zip(data["errors"], ("naive", "adversarial"),
                                   ("adversarial", "naive")):
        drawn = dict(zip(data["attacks"], row))
        assert drawn["clean"] == clean(lab, names[subject])
        assert drawn["FGSM float32"] == measured[f"{subject}.error.float32"]
        assert drawn["FGSM exact"] == measured[f"{subject}.error.exact"]
        assert drawn["FGSM y predicted"] == measured[f"{subject}.error.exact.predicted"]
        assert drawn["transferred"] == fooled(lab, names[other], names[subject])
        assert drawn["PGD-20"] == measured[f"{subject}.error.pgd20"]


def test_examples_move_from_the_one_network_to_the_other_and_back():
    lab, measured, _ = run("s6.transfer")
    for prefix, new in (("", "adversarial_1600"), ("units240.", "adversarial")):
        for way, on, tested in (("old_to_new", "maxout", new), ("new_to_old", new, "maxout")):
            for direction in BOTH:
                assert measured[f"{prefix}{way}.error.{direction}"] == fooled(lab, on, tested,
                                                                              direction)
            assert measured[f"{prefix}{way}.error.pgd20"] == climbed(lab, on, tested)


def test_the_probe_in_either_arithmetic_has_a_network_of_its_own():
    lab, measured, _ = run("s6.exact_probe")
    for name in ("float32_probe", "exact_probe"):
        for direction in BOTH:
            assert measured[f"{name}.error.{direction}"] == fooled(lab, name, direction=direction)
        assert measured[f"{name}.error.pgd20"] == climbed(lab, name)


def test_training_on_J_and_on_J_tilde_is_compared_and_drawn_on_validation_digits():
    lab, measured, data = run("s6.objective")
    for subject, name in (("naive", "maxout"), ("adversarial", "adversarial")):
        for direction in BOTH:
            assert measured[f"{subject}.error.{direction}"] == fooled(lab, name,
                                                                      direction=direction)
        x, y = lab.splits()[1]
        net = lab.network(f"{name}_50000")                 # the stage that left these digits out
        assert data[f"{subject}_clean_error"] == [share(net.predict(x) != y)]
        for direction in BOTH:
            x_adv = fgsm(net, x, y, eps=EPS, direction=direction)
            assert data[f"{subject}_error_{direction}"] == [share(net.predict(x_adv) != y)]
    assert measured["adversarial.error.pgd20"] == climbed(lab, "adversarial")
    assert measured["identity.relative_error"] < 1e-12


def test_training_digits_are_attacked_in_their_own_claim():
    lab, measured, _ = run("s6.trainset")
    net, (x, y) = lab.network("adversarial"), (part[:500] for part in lab.splits()[0])
    for direction in BOTH:
        x_adv = fgsm(net, x, y, eps=EPS, direction=direction)
        assert measured[f"train.error.{direction}"] == share(net.predict(x_adv) != y)
    x_adv = pgd(net, x, y, eps=EPS, rng=lab.rng("trainset"))
    assert measured["train.error.pgd20"] == share(net.predict(x_adv) != y)


def test_a_filter_is_a_piece_of_the_first_layer():
    lab, measured, data = run("fig3.filters")
    for subject, name in (("naive", "maxout"), ("adversarial", "adversarial")):
        W = lab.network(name).parameters()["layer0.W"]                   # (D, M, K)
        shares = [metrics.window_share(W[:, m, k:k + 1])[0]
                  for m in range(W.shape[1]) for k in range(W.shape[2])]
        np.testing.assert_allclose(data[f"{subject}_shares"], shares)
        assert measured[f"{subject}.entropy"] == pytest.approx(np.mean(
            metrics.spatial_entropy(W.reshape(len(W), -1))))
        assert measured[f"{subject}.window_share"] == pytest.approx(np.mean(shares))
        pieces = {W[:, m, k].tobytes() for m in range(W.shape[1]) for k in range(W.shape[2])}
        assert {np.ascontiguousarray(each).tobytes()
                for each in data[f"{subject}_filters"]} <= pieces
    assert measured["window_share.ratio"] == (measured["adversarial.window_share"]
                                              / measured["naive.window_share"])


def test_who_can_learn_to_resist_is_asked_of_each_before_and_after():
    lab, measured, data = run("s6.capacity")
    after = {"softmax": "adversarial_softmax", "logistic": "adversarial_logistic",
             "maxout": "adversarial"}
    for k, (subject, name) in enumerate(after.items()):
        x, y = lab.splits(lab.recipes[name].task)[2]
        for when, each in (("before", subject), ("after", name)):
            net = lab.network(each)
            assert data[f"{when}_clean"][k] == share(net.predict(x) != y)
            for column, direction in (("fgsm", "float32"), ("exact", "exact")):
                x_adv = fgsm(net, x, y, eps=EPS, direction=direction)
                assert data[f"{when}_{column}"][k] == share(net.predict(x_adv) != y)
        assert measured[f"{subject}.error.float32"] == data["after_fgsm"][k]
        assert measured[f"{subject}.error.pgd20"] == data["after_pgd"][k] == share(
            lab.network(name).predict(lab.pgd_examples(name)) != y)
    assert list(data["models"]) == [*after]


def test_noise_lowers_J_where_the_loss_of_a_digit_falls():
    lab, measured, _ = run("s6.noise.dot")
    net, (x, y) = lab.network("maxout").astype(np.float64), lab.test
    rng = lab.rng("noise_dot")
    w = lab.network("logistic").parameters()["layer0.W"][:, 0].astype(np.float64)
    signs, _ = (noise(np.zeros((20_000, 784)), eps=EPS, rng=rng) @ w        # the dot products
                for noise in (attacks.sign_noise, attacks.uniform_noise))
    assert measured["dot.mean"] == pytest.approx(signs.mean() / (EPS * np.abs(w).sum()))
    assert measured["dot.over_l1"] == pytest.approx(
        np.sqrt(np.mean(signs ** 2)) / (EPS * np.abs(w).sum()))
    assert measured["dot.over_l2"] == pytest.approx(
        np.sqrt(np.mean(signs ** 2)) / (EPS * np.linalg.norm(w)))
    noisy = attacks.sign_noise(x, eps=EPS, rng=rng)
    each = [slice(n, n + 1) for n in range(len(y))]
    lower = share([net.loss(noisy[one], y[one]) < net.loss(x[one], y[one]) for one in each])
    assert measured["lowers_J"] == pytest.approx(lower, abs=.006), "ties of rounding apart"


def test_perturbed_hidden_layers_have_their_sizes_and_errors():
    lab, measured, data = run("s6.hidden")
    names = {"maxout.input": "hidden_input", "first": "hidden_first", "final": "hidden_final_too",
             "rotation": "hidden_rotated", "saturating.input": "hidden_sigmoid_input",
             "saturating.hidden": "hidden_sigmoid_first"}
    sizes = {}
    for k, (subject, name) in enumerate(names.items()):
        net, train = lab.network(name), lab.trained_on(name)
        _, *h = activations(net, lab.test.x)
        sizes[subject] = [np.sqrt(np.mean(np.square(each.astype(float)))) for each in h]
        assert [data["first_size"][k], data["final_size"][k]] == pytest.approx(sizes[subject])
        assert measured[f"{subject}.train_error"] == share(net.predict(train.x) != train.y)
        assert measured[f"{subject}.error.float32"] == fooled(lab, name, direction="float32")
        assert data["train_error"][k] == measured[f"{subject}.train_error"]
        assert data["clean_error"][k] == clean(lab, name)
        assert data["fgsm_error"][k] == measured[f"{subject}.error.float32"]
    assert measured["maxout.growth"] == pytest.approx(sizes["first"][0] / sizes["maxout.input"][0])


def test_networks_trained_through_the_perturbation_are_compared_with_those_that_are_not():
    lab, measured, data = run("s6.differentiable")
    names = {"naive": "beside_clean", "adversarial": "beside_fgsm",
             "rotation": "rotation_trained", "scaled": "scaled_trained"}
    for k, (subject, name) in enumerate(names.items()):
        for column, key, value in (("clean_error", "clean_error", clean(lab, name)),
                                   ("fgsm_error", "error.float32", fooled(lab, name,
                                                                          direction="float32")),
                                   ("exact_error", "error.exact", fooled(lab, name)),
                                   ("pgd_error", "error.pgd20", climbed(lab, name))):
            assert measured[f"{subject}.{key}"] == data[column][k] == value
    x, y = lab.test
    for k, (name, attack, option) in enumerate((
            ("beside_fgsm", fgsm, "eps"),
            ("rotation_trained", attacks.rotate_towards_gradient, "angle"),
            ("scaled_trained", attacks.scaled_gradient, "eps"))):
        size = {option: lab.recipes[name].options[option]}
        for column, on in (("length_naive", "beside_clean"), ("length_own", name)):
            eta = attack(lab.network(on), x, y, **size) - x
            assert data[column][k] == pytest.approx(np.mean([np.linalg.norm(row) for row in eta]),
                                                    rel=1e-5)
