"""The doors of training.fit: a wrong argument is refused by its name."""
from functools import partial

import numpy as np
import pytest
from training_problem import C, bits, problem

from scratchadv import losses, models, objectives, optim, training
from scratchadv.hidden_perturbation import hidden_additive, hidden_rotation
from scratchadv.progress import Progress

X, Y = problem()[1]


@pytest.mark.parametrize("name, options", [
    ("train", {"train": X}),
    ("train", {"train": (X, Y, Y)}),
    ("train.x", {"train": (X[:, :3], Y)}),
    ("train.x", {"train": (np.where(X > .9, np.nan, X), Y)}),
    ("train.x", {"train": (X[:0], Y[:0])}),
    ("train.x", {"train": ((255 * X).astype(np.uint8), Y)}),
    ("train.y", {"train": (X, Y[:-1])}),
    ("train.y", {"train": (X, Y + 1)}),
    ("train.y", {"train": (X, np.eye(C)[Y])}),
    ("valid", {"valid": [X, Y]}),
    ("valid.x", {"valid": (X[0], Y[:1])}),
    ("valid.y", {"valid": (X, Y.astype(float))}),
    ("objective", {"objective": "clean"}),
    ("objective", {"objective": lambda net, x, y, rng: net.loss(x, y)}),
    ("objective", {"objective": lambda net, x, y, rng: net.loss_and_grads(x, y, rng)}),
    ("objective", {"objective": lambda net, x, y, rng: (0.0, {})}),
    ("objective", {"objective": lambda net, x, y, rng: (0.0, None)}),
    ("objective", {"objective": lambda net, x, y, rng: (np.zeros(2), net.parameters())}),
    ("objective", {"objective": (0.0, {"layer0.W": np.zeros((99, 99))})}),
    ("objective", {"objective": objectives.l1}),
    ("objective", {"objective": losses.SOFTMAX.forward}),
    ("objective", {"objective": partial(objectives.adversarial, alfa=.5)}),
    ("objective's alpha", {"objective": partial(objectives.adversarial, alpha=2)}),
    ("objective's eps", {"objective": partial(objectives.adversarial_clean_probe, eps=-.25)}),
    ("objective's fresh_masks", {"objective": partial(objectives.rotation, angle=.1,
                                                      fresh_masks="no")}),
    ("objective's eps", {"objective": partial(objectives.adversarial, eps=".25")}),
    ("objective's eps", {"objective": partial(hidden_additive, layers=(1,), eps=-1)}),
    ("objective's alpha", {"objective": partial(hidden_rotation, layers=(1,), alpha=2)}),
    ("objective's angle", {"objective": partial(hidden_rotation, layers=(1,), angle=4)}),
    ("objective's fresh_masks", {"objective": partial(hidden_additive, layers=(1,),
                                                      fresh_masks=1)}),
    ("objective's layers", {"objective": partial(hidden_additive, layers=(7,))}),
    ("objective", {"objective": hidden_additive}),
    ("objective's eps", {"objective": partial(objectives.l1, coefficient=.1, objective=partial(
        objectives.adversarial, eps=-.25))}),
    ("names", {"objective": partial(objectives.l1, coefficient=.1, names="layer0.W")}),
    ("names", {"objective": partial(objectives.l1, coefficient=.1, names=("layer9.W",))}),
    ("names", {"objective": partial(objectives.l1, coefficient=.1, names=iter(["layer0.W"]))}),
    ("net", {"objective": objectives.adversarial_logistic}),
    ("objective's coefficient", {"objective": partial(objectives.l1, coefficient=np.nan)}),
    ("progress", {"progress": True}),
    ("epochs", {"epochs": 0}),
    ("epochs", {"epochs": 2.5}),
    ("rng", {"rng": 0}),
    ("rng", {"rng": None}),
    ("optimizer", {"optimizer": .1}),
    ("optimizer", {"optimizer": optim.SGD}),
    ("batch_size", {"batch_size": 0}),
    ("batch_size", {"batch_size": 8.0}),
    ("monitor", {"monitor": "accuracy"}),
    ("monitor_eps", {"monitor_eps": -.1}),
    ("monitor_eps", {"monitor_eps": np.nan}),
    ("patience", {"patience": 5, "valid": None}),
    ("patience", {"patience": 0}),
    ("snapshots", {"snapshots": [1, 2]}),
    ("an epoch of snapshots", {"snapshots": {"1": "net.npz"}}),
    (r"snapshots\[1\]", {"snapshots": {1: "/no/such/folder/net.npz"}}),
    (r"snapshots\[1\]", {"snapshots": {1: None}}),
    (r"snapshots\[1\]", {"snapshots": {1: "."}}),
    (r"snapshots\[1\]", {"snapshots": {1: "a\0b"}}),
    (r"snapshots\[1\]", {"snapshots": {1: "n" * 300}}),
    (r"snapshots\[1\]", {"snapshots": {1: "net.npz"}, "checkpoint": "./x/../net.npz"}),
    ("checkpoint", {"checkpoint": 3}),
    ("checkpoint", {"checkpoint": "."}),
    ("checkpoint", {"checkpoint": ""}),
    ("target", {"target": 5}),
    ("target", {"target": 5, "monitor": "adversarial_error"}),
    ("progress", {"progress": Progress}),
    ("monitor", {"monitor": np.array(["error", "loss"])}),
])
def test_a_wrong_argument_is_refused_by_its_name_before_anything_changes(name, options):
    net, train, rng = problem()
    before = bits(net)
    arguments = {"train": train, "objective": objectives.clean, "epochs": 1, "rng": rng,
                 "valid": train, **options}
    with pytest.raises(ValueError, match=rf"^{name} must .*got ") as error:
        training.fit(net, arguments.pop("train"), **arguments)
    assert "\n" not in str(error.value) and bits(net) == before


@pytest.mark.parametrize("net", [models.Network, models.softmax_regression, None])
def test_what_makes_a_network_is_not_taken_for_one(net, rng):
    with pytest.raises(ValueError, match="^net must be a network, such as .* got "):
        training.fit(net, (X, Y), objective=objectives.clean, epochs=1, rng=rng)
