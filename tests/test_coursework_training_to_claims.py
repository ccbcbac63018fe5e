"""Assignments 4 to 6: plain forms are the package's functions, and what judges them can fail."""
from types import SimpleNamespace

import numpy as np
import pytest

from scratchadv import attacks, evaluation, metrics, models, objectives, optim, training
from scratchadv.claims import CLAIMS, Claim, Quantity, verdict
from scratchadv.claims.rules import above, band
from scratchadv.coursework import claim_checks, originals_claim, originals_measures
from scratchadv.coursework import originals_training as plain
from scratchadv.coursework.assignments import assignment4, noise
from scratchadv.coursework.sandbox import Outcome
from scratchadv.coursework.small_lab import SmallLab, reseeded, small_lab
from scratchadv.datasets import Split
from scratchadv.experiments import appendix, section6, section8

N, D, M, K, C = 5, 7, 4, 3, 3


def trained(net, rng):
    for theta in net.parameters().values():
        theta[...] = rng.normal(size=theta.shape)
    return net


def softmax_regression(rng):
    return trained(models.softmax_regression(D, C, rng=rng, dtype=np.float64), rng)


# -- assignment 4

def test_the_plain_objective_is_that_of_the_package_under_the_same_masks(rng):
    net = trained(models.maxout_network(D, (M,), K, C, rng=rng, dtype=np.float64), rng)
    x, y = rng.uniform(size=(N, D)), rng.integers(0, C, N)
    masks = net.draw_masks(np.random.default_rng(3), N)
    J, grads = plain.adversarial(net, x, y, masks, alpha=.3, eps=.1)
    J_ours, ours = objectives.adversarial(net, x, y, np.random.default_rng(3), alpha=.3, eps=.1)
    assert J == J_ours
    assert all(np.array_equal(grads[name], ours[name]) for name in ours)


def test_the_plain_schedules_are_those_of_sgd():
    sgd = optim.SGD(lr=.1, decay=1.5, lr_floor=.01, momentum=.4, final_momentum=.8,
                    momentum_epochs=4)
    for t in range(9):
        assert plain.momentum_at(t + 1, first=.4, final=.8, last_epoch=4) == sgd.momentum
        assert plain.lr_after(t, lr=.1, decay=1.5, floor=.01) == pytest.approx(sgd.lr, rel=1e-14)
        sgd.end_epoch()
        sgd.end_update()


def test_the_plain_descent_is_training_on_the_adversarial_objective(rng):
    net = softmax_regression(rng)
    batches = [(rng.uniform(size=(N, D)), rng.integers(0, C, N)) for _ in range(3)]
    W, b = (array.copy() for array in net.parameters().values())
    theta = plain.adversarial_descent(
        assignment4.loss_and_grads, {"W": W, "b": b}, batches, alpha=.3, eps=.1, lr=.5, momentum=.8)
    sgd = optim.SGD(lr=.5, decay=1, momentum=.8, final_momentum=.8)
    sgd.start(net.parameters())
    for x, y in batches:
        J, grads = objectives.adversarial(net, x, y, rng, alpha=.3, eps=.1)
        sgd.update(net.parameters(), grads)
    for name, array in net.parameters().items():
        assert np.allclose(theta[name.removeprefix("layer0.")], array, rtol=1e-12)


@pytest.mark.parametrize("name", ["sign_noise", "uniform_noise"])
def test_the_plain_noise_is_distributed_as_that_of_the_package(name, rng):
    x, eps = rng.uniform(size=(400, 300)), .2
    u = [(function(x, eps=eps, rng=rng) - x) / eps
         for function in (getattr(plain, name), getattr(attacks, name))]
    values = noise.signs if name == "sign_noise" else noise.uniform
    for each in u:
        assert noise.fair(values)(Outcome({"u": u[0]}), Outcome({"u": each}), ("u",)) is None


@pytest.mark.parametrize("spoilt", [
    lambda u: np.abs(u), lambda u: u / 2, lambda u: u[:, :1] + 0 * u, lambda u: u[:1] + 0 * u,
    lambda u: np.repeat(u[:, ::2], 2, axis=1), lambda u: np.where(u > 0, u, -.9), lambda u: u.T,
    lambda u: np.where(np.arange(300) < 8, np.abs(u), u),
])
@pytest.mark.parametrize("values", [noise.signs, noise.uniform])
def test_noise_that_is_not_fair_is_refused(values, spoilt, rng):
    draw = {noise.signs: lambda: rng.choice([-1., 1.], (400, 300)),
            noise.uniform: lambda: rng.uniform(-1, 1, (400, 300))}[values]
    wanted, got = Outcome({"u": draw()}), Outcome({"u": spoilt(draw())})
    assert noise.fair(values)(wanted, got, ("u",)), "it passes"


def test_the_three_changes_of_a_score_are_what_attack_and_noise_bring(rng):
    W, eps = rng.normal(size=(D, M)), .2
    largest, sign, uniform = plain.score_changes(W, eps)
    assert np.allclose(largest, eps * np.einsum("dm,dm->m", np.sign(W), W), rtol=1e-12)
    x = np.zeros((100_000, D))
    for size, add in ((sign, attacks.sign_noise), (uniform, attacks.uniform_noise)):
        change = add(x, eps=eps, rng=rng) @ W
        assert np.allclose(np.sqrt(np.square(change).mean(axis=0)), size, rtol=.02)


def test_the_plain_transfer_error_is_that_of_the_package(rng):
    source, target = softmax_regression(rng), softmax_regression(rng)
    x, y = rng.uniform(size=(97, D)), rng.integers(0, C, 97)
    ours = evaluation.transfer_error(source, target, x, y, eps=.1)["error.exact"]["value"]
    assert plain.transfer_error(source, target, x, y, eps=.1) == ours


# -- assignment 5

@pytest.mark.parametrize("top", ["softmax", "sigmoids", "rbf"])
def test_the_plain_probabilities_are_those_of_the_losses(top, rng):
    from scratchadv.losses import LOSSES
    s = -np.abs(rng.normal(size=(N, C)))
    assert np.allclose(originals_measures.probabilities(s, top), LOSSES[top].probabilities(s),
                       rtol=1e-14)


def test_the_plain_confidence_is_that_of_the_package(rng):
    net, x = softmax_regression(rng), rng.uniform(size=(97, D))
    for y in (rng.integers(0, C, 97), net.predict(x)):
        assert originals_measures.confidence_on_mistakes(net.probabilities(x), y) == (
            metrics.confidence_on_mistakes(net, x, y))


def test_the_plain_agreements_are_those_of_section_8(rng):
    nets = {name: softmax_regression(rng) for name in ("maxout", "rbf", "softmax")}
    split = Split(rng.uniform(size=(97, D)), rng.integers(0, C, 97))
    lab = SimpleNamespace(test=split, network=nets.get)
    x_adv = attacks.fgsm(nets["maxout"], *split, eps=section8.EPS)
    said, named = nets["rbf"].predict(x_adv), nets["maxout"].predict(x_adv)
    for experiment, share in ((section8.maxout_wrong, originals_measures.agreement_on_mistakes),
                              (section8.both_wrong, originals_measures.agreement_where_both_err)):
        ours = experiment(lab)[0]["rbf.agreement.exact"]["value"]
        assert share(said, named, split.y) == ours


def test_the_plain_rubbish_error_is_that_of_appendix_a(rng):
    net = trained(models.softmax_regression(D, C, rng=rng), rng)
    lab = SimpleNamespace(network=lambda name: net, rng=lambda purpose: np.random.default_rng(3),
                          test=Split(np.zeros((1, D)), None))
    ours, p = appendix.rubbish(lab, "softmax")
    error, confidence = originals_measures.rubbish_error(p)
    assert error == ours["rubbish_error"]["value"]
    assert confidence == pytest.approx(ours["rubbish_confidence"]["value"], rel=1e-6)
    assert originals_measures.rubbish_error(np.full((4, 3), .5)) == (0, None)


# -- assignment 6

@pytest.mark.parametrize("k, n", [(0, 7), (7, 7), (3, 7), (812, 10_000)])
def test_the_plain_wilson_interval_is_that_of_the_package(k, n):
    assert np.allclose(originals_claim.wilson_interval(k, n, z=1.959963984540054),
                       metrics.wilson_interval(k, n), rtol=1e-12)


def test_the_plain_word_is_the_ledgers(rng):
    for _ in range(300):
        paper, weaker = rng.uniform(0, 100), rng.uniform(0, 100)
        shares = np.clip(paper / 100 + .05 * rng.normal(size=3), 0, 1).tolist()
        claim = Claim("x", "", "", "P", built=True, quantities=(
            Quantity("error", "", paper=paper, rule=band(paper), weaker=above(weaker)),))
        by_seed = {seed: {"error": {"value": share}} for seed, share in enumerate(shares)}
        assert originals_claim.ledger_word(shares, paper, weaker) == verdict(claim, by_seed).word


def test_the_plain_training_is_the_packages_but_for_its_draws(rng):
    y = np.repeat([0, 1, 2], 40)
    x = rng.normal(size=(120, D)) + 2 * rng.normal(size=(3, D))[y]
    net = models.softmax_regression(D, C, rng=rng, dtype=np.float64)
    training.fit(net, Split(x, y), objective=objectives.clean, epochs=20, rng=rng, batch_size=10,
                 optimizer=optim.SGD(lr=.1, decay=1, momentum=0, final_momentum=0))
    J = net.loss(x, y)
    trained = originals_claim.train_softmax(x, y, n_classes=C, lr=.1, epochs=20, batch_size=10,
                                            rng=rng)
    for theta, array in zip(net.parameters().values(), trained):
        theta[...] = array
    assert net.loss(x, y) == pytest.approx(J, rel=.05)


def as_the_package_has_it(lab):
    """The small lab, for the package's experiments."""
    split = {"softmax": lab.test, "logistic": lab.threes_and_sevens}
    return SimpleNamespace(
        evaluation=lambda name: evaluation.evaluate_fgsm(getattr(lab, name), *split[name](),
                                                         eps=.25),
        network=lambda name: lab.logistic if name == "logistic" else lab.softmax,
        rng=lambda purpose: np.random.default_rng(lab.seed), test=Split(*lab.test()))


def test_the_small_experiments_measure_what_the_packages_do():
    lab, ours = small_lab(0), as_the_package_has_it(small_lab(0))
    theirs = {"sA.softmax": appendix.softmax(ours)[0], "s6.noise.dot": section6.noise_dot(ours)[0],
              "fig2.logistic": ours.evaluation("logistic"),
              "s4.softmax": ours.evaluation("softmax")}
    for id, experiment in originals_claim.EXPERIMENTS.items():
        measured = experiment(lab)
        for key in CLAIMS[id].keys():
            value = theirs[id][key]
            value = value["value"] if isinstance(value, dict) else value
            assert claim_checks.near(measured[key], value, claim_checks.room(key)), (id, key)


def test_a_small_lab_is_the_same_for_the_same_seed():
    one, again, other = SmallLab(0), SmallLab(0), SmallLab(1)
    W = [lab.softmax.parameters()["layer0.W"] for lab in (one, again, other)]
    assert np.array_equal(W[0], W[1]) and not np.array_equal(W[0], W[2])
    assert reseeded(one, 5).softmax is one.softmax and reseeded(one, 5).seed == 5


@pytest.mark.parametrize("measured, words", [
    ({"rubbish_error": .3}, "got none for rubbish_confidence"),
    ({"rubbish_error": 30., "rubbish_confidence": .6}, "must be a fraction"),
    ({"rubbish_error": np.nan, "rubbish_confidence": .6}, "must be finite"),
    ({"rubbish_error": np.zeros(3), "rubbish_confidence": .6}, "must be one number"),
    ([.3, .6], "must return a dict"),
])
def test_what_the_ledger_does_not_take_is_refused_in_a_sentence(measured, words):
    assert words in claim_checks.fault("sA.softmax", measured)


def test_the_ledgers_word_on_the_students_numbers_must_be_one_that_ours_allow():
    labs = [small_lab(0), small_lab(1)]
    right = [originals_claim.experiment(lab) for lab in labs]
    wrong = [{"rubbish_error": .598, "rubbish_confidence": .708}] * 2

    def judged(measured):
        got = Outcome({"CLAIM": "sA.softmax", "measured": measured})
        return claim_checks.judged(Outcome({"labs": labs}), got, ())
    assert judged(right) is None
    assert "'reproduced'" in judged(wrong)
