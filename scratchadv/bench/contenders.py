"""Who is timed: ours, the NumPy definition, and whichever peers are installed.

Each contender is built from a network, of whose parameters it takes a copy, and can
    step(kind, x, y)                 one training step, kind one of OBJECTIVES -> J
    step_with_seed(kind, x, y, seed) the same under the masks of that seed, for the validation
    fgsm(x, y) -> x~,  labels(x) -> labels,  parameters() -> {name: array}
N examples, D inputs.
"""
import contextlib
import functools
import os

import numpy as np

from scratchadv import attacks, fused, objectives, optim

EPS, ALPHA = .25, .5                                   # sec. 4 and 6
OPTIONS = {"lr": .1, "momentum": .5, "max_norm": 1.9365, "eps": EPS, "alpha": ALPHA}    # pylearn2
OBJECTIVES = {"clean": objectives.clean,
              "adversarial": functools.partial(objectives.adversarial, alpha=ALPHA, eps=EPS),
              "clean_probe": functools.partial(objectives.adversarial_clean_probe,
                                               alpha=ALPHA, eps=EPS)}


def fast_step(net, optimizer, objective):
    """step(x, y, rng) -> J: what training.fit runs."""
    return (fused.stepper(net, optimizer, objective)
            or step_by_definition(net, optimizer, objective))


def step_by_definition(net, optimizer, objective):
    """step(x, y, rng) -> J, as objectives and optim have it."""
    parameters = net.parameters()

    def step(x, y, rng):
        J, grads = objective(net, x, y, rng)
        optimizer.update(parameters, grads)
        return J
    return step


@contextlib.contextmanager
def definitions():
    """Within it no twin is called: the NumPy definitions run."""
    before = os.environ.get("SCRATCHADV_KERNELS")
    os.environ["SCRATCHADV_KERNELS"] = "numpy"
    try:
        yield
    finally:
        del os.environ["SCRATCHADV_KERNELS"]
        if before is not None:
            os.environ["SCRATCHADV_KERNELS"] = before


class Ours:
    """What a user of the package gets."""

    name, make_step = "ours", staticmethod(fast_step)

    def __init__(self, net):
        self.net, self.rng, self._steps = net.copy(), np.random.default_rng(0), {}
        self.sgd = optim.SGD(lr=OPTIONS["lr"], decay=1, momentum=OPTIONS["momentum"],
                             max_norm=OPTIONS["max_norm"])
        self.sgd.start(self.net.parameters())

    def step(self, kind, x, y):
        return self._step(kind, x, y, self.rng)

    def step_with_seed(self, kind, x, y, seed):
        return self._step(kind, x, y, np.random.default_rng(seed))

    def _step(self, kind, x, y, rng):
        if kind not in self._steps:
            self._steps[kind] = self.make_step(self.net, self.sgd, OBJECTIVES[kind])
        return self._steps[kind](x, y, rng)

    def fgsm(self, x, y):
        return attacks.fgsm(self.net, x, y, eps=EPS, direction="float32")     # as the peers do

    def labels(self, x):
        return self.net.predict(x)

    def parameters(self):
        return self.net.parameters()


class Definition(Ours):
    """The dense NumPy text that a reader sees, all twins off."""

    name, make_step = "definition", staticmethod(step_by_definition)

    def _step(self, *arguments):
        with definitions():
            return super()._step(*arguments)

    def fgsm(self, *arguments):
        with definitions():
            return super().fgsm(*arguments)

    def labels(self, *arguments):
        with definitions():
            return super().labels(*arguments)


class Peer:
    """A page of tests/peers."""

    def __init__(self, page, net):
        self.name, self.net = page.NAME, net
        self.built = page.build(net.parameters(), **OPTIONS)

    def step(self, kind, x, y):
        return self.built.step(kind, x, y)

    def step_with_seed(self, kind, x, y, seed):
        masks = self.net.draw_masks(np.random.default_rng(seed), len(x))
        masks = [mask for mask in masks if mask is not None]
        return self.built.step(kind, x, y, masks)

    def fgsm(self, x, y):
        return self.built.fgsm(x, y, EPS)

    def labels(self, x):
        return self.built.predict(x)

    def parameters(self):
        return self.built.parameters()

    def products(self, N):
        """{kind: function that runs a step's matrix products in that framework}."""
        return self.built.products(N)
