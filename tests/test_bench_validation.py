"""Contenders of the bench are validated before they are timed, and validation can fail."""
import numpy as np
import pytest

from scratchadv import attacks, kernels, objectives
from scratchadv.bench import contenders, peers, products, steps, validation

PAGES, _ = peers.load()
MAKERS = steps.makers_for(PAGES)


# -- the contenders

@pytest.fixture
def net():
    return validation.small_network()


@pytest.fixture
def digits():
    return validation.small_digits()


@pytest.mark.filterwarnings("ignore:.*torch.jit:DeprecationWarning")      # torch's own affair
@pytest.mark.parametrize("name", [
    pytest.param(name, marks=[pytest.mark.slow] if name == "torch.compile" else [])
    for name in MAKERS])
def test_every_contender_that_is_here_does_what_the_definition_does(name, net, digits):
    for kind in validation.KINDS:
        validation.check_step(MAKERS[name], net, *digits, kind)
    validation.check_attack_and_labels(MAKERS[name], net, *digits)


@pytest.mark.parametrize("name", ["ours", "definition"])
def test_ours_agrees_in_float32_as_well(name, digits):
    net = validation.network((6, 5), np.float32, D=7, K=3, C=4)
    x, y = digits
    for kind in validation.KINDS:
        validation.check_step(MAKERS[name], net, x.astype(np.float32), y, kind)


def test_the_definition_calls_no_twin_and_leaves_the_switch_as_it_was(monkeypatch, net, digits):
    monkeypatch.setenv("SCRATCHADV_KERNELS", "numba")
    monkeypatch.setattr(kernels, "_compiled", None)              # calling a twin would be an error
    definition = contenders.Definition(net)
    definition.step("adversarial", *digits)
    definition.fgsm(*digits), definition.labels(digits[0])
    assert kernels.enabled()


def test_a_contender_leaves_the_network_alone_that_it_was_built_from(net, digits):
    before = validation.flat(net.parameters())
    contenders.Ours(net).step("clean", *digits)
    assert np.array_equal(before, validation.flat(net.parameters()))


def test_validation_meets_max_norm(net):
    norm = np.linalg.norm(net.parameters()["layer0.W"], axis=0)
    limit = contenders.OPTIONS["max_norm"]
    assert (norm > limit).any() and (norm < limit).any()


# -- validation can fail

class Broken(contenders.Ours):
    """A definition whose objective is replaced."""

    name = "broken"

    def __init__(self, net, objective):
        super().__init__(net)
        self._steps = dict.fromkeys(validation.KINDS, contenders.step_by_definition(
            self.net, self.sgd, objective))


def flipped_attack(net, x, y, rng):
    """J~ with the sign of eta turned: towards the label."""
    masks = net.draw_masks(rng, len(x))
    x_adv = attacks.fgsm(net, x, y, eps=contenders.EPS, targeted=True)
    (J, _, one), (J_adv, _, other) = (net.loss_and_grads(x, y, masks=masks) for x in (x, x_adv))
    return (J + J_adv) / 2, {name: (one[name] + other[name]) / 2 for name in one}


def dropped_mean(net, x, y, rng):
    J, grads = objectives.adversarial_clean_probe(net, x, y, rng)
    return J, {name: len(x) * grad for name, grad in grads.items()}


def other_alpha(net, x, y, rng):
    return objectives.adversarial_clean_probe(net, x, y, rng, alpha=.501)


def attack_under_the_masks(net, x, y, rng):
    return objectives.adversarial(net, x, y, rng)


def masks_of_another_draw(net, x, y, rng):
    rng.random()
    return objectives.adversarial_clean_probe(net, x, y, rng)


@pytest.mark.parametrize("objective", [flipped_attack, dropped_mean, other_alpha,
                                       attack_under_the_masks, masks_of_another_draw])
def test_validation_names_a_contender_whose_step_is_wrong(objective, net, digits):
    def make(net):
        return Broken(net, objective)
    with pytest.raises(ArithmeticError, match="broken: its clean_probe step in float64"):
        validation.check_step(make, net, *digits, "clean_probe")


@pytest.mark.parametrize("option, value", [("momentum", .6), ("max_norm", 1.95), ("lr", .101)])
def test_validation_finds_another_momentum_max_norm_or_rate(option, value, net, digits):
    def make(net):
        ours = contenders.Ours(net)
        name = "first_momentum" if option == "momentum" else option
        setattr(ours.sgd, name, value)
        return ours
    with pytest.raises(ArithmeticError, match="ours: its clean step"):
        validation.check_step(make, net, *digits, "clean")


def test_validation_finds_a_step_without_dropout(net, digits):
    class NoDropout(contenders.Ours):
        def step(self, kind, x, y):
            _, _, grads = self.net.loss_and_grads(x, y)
            self.sgd.update(self.net.parameters(), {k: 3 * grad for k, grad in grads.items()})
    with pytest.raises(ArithmeticError, match="with masks of its own"):
        validation.check_masks_drawn_inside(NoDropout, net, *digits)


def test_validation_finds_an_attack_that_goes_the_other_way(net, digits):
    class Away(contenders.Ours):
        def fgsm(self, x, y):
            return 2 * x - super().fgsm(x, y)
    with pytest.raises(ArithmeticError, match="its FGSM is not the definition's in 100"):
        validation.check_attack_and_labels(Away, net, *digits)


def test_not_a_number_is_wrong(net, digits):
    class Nan(contenders.Ours):
        def parameters(self):
            return {name: np.nan * array for name, array in super().parameters().items()}
    with pytest.raises(ArithmeticError, match="differs by nan"):
        validation.check_step(Nan, net, *digits, "clean")


# -- the bare products

def test_the_products_are_those_that_a_step_cannot_do_without(net, monkeypatch):
    class Counted(np.ndarray):
        def __matmul__(self, other):
            seen.append((self.shape[0], self.shape[1], other.shape[1]))
            return np.asarray(self) @ np.asarray(other)
    seen, plain = [], products.matrices
    monkeypatch.setattr(products, "matrices", lambda net, N: [
        tuple(a.view(Counted) for a in layer) for layer in plain(net, N)])
    N, layers = 11, [(7, 18), (6, 15), (5, 4)]                   # D and outputs of each layer
    training = products.training(net, N)
    one = sum(N * D * outputs for D, outputs in layers)
    first = N * 7 * 18
    for kind, multiplications in (("clean", 3 * one - first),
                                  ("adversarial", 6 * one - first),
                                  ("clean_probe", 2 * one + 2 * (3 * one - first))):
        seen.clear()
        training[kind]()
        assert sum(np.prod(shapes) for shapes in seen) == multiplications
