"""How each network of the experiments is trained, at each profile, with the origin of every choice.

A recipe is plain data: a network is known by the hash of its recipe, seed and data, so that
experiments share it. Origins: "paper" is said in the paper; "pylearn2" in the maxout scripts that
the paper builds on; the rest is ours.
"""
import hashlib
import json
from dataclasses import dataclass, field, replace

from scratchadv.experiments.compared import (
    but, hidden_layers, objectives_alone, rbf_by_sgd, through_perturbation,
)

VALIDATION = 10_000           # the last so many training digits, even where all of them train
OF_START = "objective of start on its training digits"
DROPOUT = "inputs kept with .8, not rescaled; hidden units with .5, times 2"    # models' own
FORMAT = 2      # raise it when the same recipe would train another network
MEMBERS = 12    # of the ensemble [sec. 9]: at a seed and the eleven after it


@dataclass(frozen=True)
class Recipe:
    """Everything a trained network is made from but the seed and the data set.

    Names are those of the functions that they go to.
    """

    model: str                                   # a function of models, with its arguments
    arguments: dict = field(default_factory=dict)
    objective: str = "clean"                     # of objectives or hidden_perturbation
    options: dict = field(default_factory=dict)
    optimizer: str = "SGD"                       # a class of optim, with its settings
    settings: dict = field(default_factory=dict)
    epochs: int = 1
    batch_size: int = 100
    task: str = "digits"                         # or "threes_vs_sevens"
    side: int = 28                               # digits resampled to side x side pixels
    skip: int = 0                                # training digits left out at the beginning
    examples: int = 50_000                       # the next so many train
    patience: int | None = None                  # epochs without a new best; None trains them all
    monitor: str = "error"
    start: str = ""                              # name of the recipe whose network it goes on from
    target: str = ""                             # or OF_START: stop where valid's comes down to it
    epochs_of: str = ""                          # as many epochs as that recipe's best, at seed 0
    snapshots: tuple = ()                        # epochs after which the network is kept as well
    paper: tuple = ()                            # names of the choices the paper states
    pylearn2: tuple = ()                         # names of the choices pylearn2's scripts state

    def made_from(self):
        """{choice: value} of all that makes the network: where choices come from does not."""
        return {choice: value for choice, value in vars(self).items()
                if choice not in ORIGINS and (value or choice not in CHAINED)}

    def hyperparameters(self, name):
        """Rows {"name", "value", "origin"} for the report."""
        dropout = {"dropout": DROPOUT} if self.model == "maxout_network" else {}
        rows = {"model": self.model, **dropout, **self.arguments, "objective": self.objective,
                **self.options, "optimizer": self.optimizer, **self.settings, "epochs": self.epochs,
                "batch_size": self.batch_size, "task": self.task, "side": self.side,
                "skip": self.skip, "examples": self.examples, "patience": self.patience,
                "monitor": self.monitor,
                **{chained: getattr(self, chained) for chained in CHAINED
                   if getattr(self, chained)}}
        if self.epochs_of:
            del rows["epochs"]
        return [{"name": f"{name}: {key}", "value": value,
                 "origin": ("paper" if key in self.paper else
                            "pylearn2" if key in self.pylearn2 else "ours")}
                for key, value in rows.items()]


CHAINED = ("start", "target", "epochs_of")
ORIGINS = ("paper", "pylearn2")


def key(recipes, name, seed, data):
    """The hash that names the network trained by recipes[name] with this seed on this data."""
    recipe = recipes[name]
    before = [key(recipes, other, at, data) for other, at in ((recipe.start, seed),
                                                              (recipe.epochs_of, 0)) if other]
    text = json.dumps([FORMAT, recipe.made_from(), seed, data, *before], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def known_keys(recipes, seed, data):
    """The names of all networks that an experiment at this seed may rest on."""
    return {key(recipes, name, each, data) for name in recipes
            for each in {0, *range(seed, seed + MEMBERS)}}


FORMULA = ("alpha", "eps")                       # of sec. 6, wherever they stand in the options
MAXOUT = Recipe(
    "maxout_network", dict(units=[240, 240], pieces=5, init=.005),
    settings=dict(lr=.1, decay=1.000004, lr_floor=1e-6, momentum=.5, final_momentum=.7,
                  momentum_epochs=250, max_norm=1.9365),
    epochs=1000, patience=100,
    paper=("units", *FORMULA),
    pylearn2=("model", "dropout", "pieces", "init", "optimizer", "lr", "decay", "lr_floor",
              "momentum", "final_momentum", "momentum_epochs", "max_norm", "batch_size", "examples",
              "patience", "monitor"))
SHORTER = ("model", "dropout", "pieces", "optimizer", "lr", "lr_floor", "momentum", "max_norm",
           "batch_size", "examples")             # what shorter profiles keep of pylearn2's recipe
J_TILDE = dict(objective="adversarial_fresh_masks", options=dict(alpha=.5, eps=.25))
UNDROPPED = {"float32_probe": {**J_TILDE, "objective": "adversarial_float32_probe"},
             "exact_probe": {**J_TILDE, "objective": "adversarial_clean_probe"}}
SHORT_J_TILDE = UNDROPPED["float32_probe"]       # the laptop's: resists FGSM within few epochs
# MAXOUT without its hidden layers; pylearn2 drops half of the inputs of any layer by default
SOFTMAX = replace(MAXOUT, model="softmax_regression", arguments=dict(init=.005, dropout=True),
                  paper=("model", *FORMULA),
                  pylearn2=but(MAXOUT.pylearn2, "model", "pieces"))
SHORT_SOFTMAX = Recipe("softmax_regression", dict(init=.005), epochs=3, paper=("model", *FORMULA),
                       settings=dict(lr=.05, decay=1., momentum=0., final_momentum=0.))
LOGISTIC = Recipe("logistic_regression", dict(init=.005), epochs=20, task="threes_vs_sevens",
                  examples=60_000, settings=dict(lr=.05, decay=1., momentum=0., final_momentum=0.),
                  paper=("model", "eps"))
RBF = Recipe("rbf_network", dict(log_beta=-2.3026), epochs=34, monitor="loss",     # beta = .1
             settings=dict(lr=.1, decay=1., momentum=.9, final_momentum=.9), paper=("model",))
HALF = 25_000                                    # section 8: softmax from either half
SIDES = (7, 14, 21, 28, 42, 56)                  # section 3: n = 49 ... 3136 dimensions


def alter(recipe, *, arguments=None, settings=None, **changes):
    """A recipe with some arguments, settings and fields replaced."""
    return replace(recipe, arguments={**recipe.arguments, **(arguments or {})},
                   settings={**recipe.settings, **(settings or {})}, **changes)


def _maxouts(naive, adversarial, noise):
    """The 240-unit networks of sections 4 and 6: two recipes, and one for both noise controls."""
    noise = replace(noise, snapshots=(), paper=but(noise.paper, "alpha"))
    return {"maxout": naive, "adversarial": adversarial,
            "maxout_sigmoids": alter(naive, arguments=dict(top="sigmoids"), snapshots=()),
            "sign_noise": replace(noise, objective="sign_noise"),
            "uniform_noise": replace(noise, objective="uniform_noise")}


def _halves(softmax):
    """Softmax regression from either half of the digits, for section 8."""
    half = replace(softmax, examples=HALF,
                   pylearn2=but(softmax.pylearn2, "examples"))
    return {"softmax_first_half": half, "softmax_second_half": replace(half, skip=HALF)}


def _shallow():
    """Logistic regression and the RBF network, at full length within seconds."""
    return {"logistic": LOGISTIC, "rbf": RBF,
            "adversarial_logistic": replace(LOGISTIC, objective="adversarial_logistic",
                                            options=dict(eps=.25)),
            **{f"logistic_{side}": replace(LOGISTIC, side=side) for side in (3, *SIDES)
               if side != LOGISTIC.side}}


def _laptop():
    """Shorter training: initial weights that start at once, more momentum, a faster decay."""
    naive = alter(MAXOUT, arguments=dict(init=.02), epochs=16, patience=None,
                  settings=dict(decay=1.0004, final_momentum=.9, momentum_epochs=6),
                  snapshots=(1, 2, 4, 8), pylearn2=SHORTER)
    adversarial = alter(naive, settings=dict(decay=1.0003), epochs=14, **SHORT_J_TILDE)
    noise = alter(naive, settings=dict(decay=1.0006), epochs=9, options=dict(eps=.25))
    perturbed = alter(naive, arguments=dict(init=.05), epochs=6, examples=20_000, snapshots=(),
                      settings=dict(decay=1.0015, momentum_epochs=3), paper=("alpha", "units"),
                      pylearn2=but(SHORTER, "examples"))
    short = alter(perturbed, epochs=8, examples=12_000, paper=("units",),
                  settings=dict(decay=1.001, momentum_epochs=2))
    return {**_maxouts(naive, adversarial, noise), **hidden_layers(perturbed), **_shallow(),
            "softmax": SHORT_SOFTMAX, **_halves(SHORT_SOFTMAX),
            "adversarial_softmax": replace(SHORT_SOFTMAX, **SHORT_J_TILDE),
            **objectives_alone(short, SHORT_J_TILDE), **through_perturbation(short, SHORT_J_TILDE),
            **rbf_by_sgd(RBF, examples=10_000, epochs=15)}


def _smoke():
    """Everything once, small: only to show that all runs."""
    small = {name: replace(recipe, examples=2_000, epochs=2)
             for name, recipe in _laptop().items()}
    for name in _maxouts(MAXOUT, MAXOUT, MAXOUT):
        small[name] = alter(small[name], arguments=dict(units=[40, 40], init=.05),
                            settings=dict(momentum_epochs=2),
                            snapshots=(1,) if small[name].snapshots else (), paper=FORMULA,
                            pylearn2=but(SHORTER, "examples"))
    for name, monitor in (("maxout", "error"), ("adversarial", "adversarial_error")):
        wide = _wide(small[name], f"{name}_1600", monitor, units=60)
        small |= {each: replace(recipe, snapshots=(), paper=FORMULA, pylearn2=("model", "dropout"))
                  for each, recipe in wide.items()}
    small |= {name: replace(small["adversarial"], snapshots=(), **probe)
              for name, probe in UNDROPPED.items()}
    short = replace(small["maxout"], snapshots=(), paper=())
    small |= objectives_alone(short, SHORT_J_TILDE) | through_perturbation(short, SHORT_J_TILDE)
    return small | hidden_layers(replace(small["maxout"], snapshots=(), paper=("alpha",)))


def _paper():
    """pylearn2's recipe at full length, both stages; of 1600 units the stages are section 6's.
    Where a claim compares many networks its first stage alone, or thirty epochs.

    Adversarial training draws dropout masks for either term of J~, the noise controls are J~ with
    noise for the attack: docs/differences.md says why.
    """
    naive = replace(MAXOUT, snapshots=(10, 30, 60, 100, 150, 200, 250, 300))
    adversarial = replace(naive, **J_TILDE)
    every = {**_maxouts(naive, adversarial, replace(naive, options=J_TILDE["options"])),
             "softmax": SOFTMAX, "adversarial_softmax": replace(SOFTMAX, **J_TILDE),
             **{name: replace(naive, **probe) for name, probe in UNDROPPED.items()}}
    # as if under pylearn2's lr: its cost of ten sigmoids is their mean, ours their sum
    every["maxout_sigmoids"] = alter(every["maxout_sigmoids"],
                                     settings=dict(lr=naive.settings["lr"] / 10),
                                     pylearn2=but(naive.pylearn2, "lr"))
    first = {f"{name}_50000": recipe for name, recipe in every.items()}
    second = {name.removesuffix("_50000"): _second_stage(name, recipe)
              for name, recipe in first.items()}
    short = alter(naive, epochs=30, patience=None, snapshots=(), paper=("units",),
                  arguments=dict(init=.05), settings=dict(decay=1.0001, momentum_epochs=25),
                  pylearn2=but(naive.pylearn2, "init", "decay", "momentum_epochs", "patience"))
    wide = dict(epochs=200, snapshots=(10, 30, 60, 100, 150))        # hours: docs/differences.md
    return {**first, **second, **objectives_alone(short, J_TILDE),
            **through_perturbation(replace(naive, paper=("units",)), J_TILDE, fresh_masks=True),
            **hidden_layers(replace(naive, paper=("alpha", "units")), fresh_masks=True),
            **_wide(replace(naive, **wide), "maxout_1600", monitor="error"),
            **_wide(replace(adversarial, **wide), "adversarial_1600", monitor="adversarial_error"),
            **_shallow(), **_halves(SOFTMAX), **rbf_by_sgd(RBF, examples=50_000, epochs=15)}


def _second_stage(name, recipe):
    """On from the best of the first stage, on all 60,000 digits, until the objective on the
    validation digits, which are now among them, has come down to what it was on the 50,000."""
    return alter(recipe, start=name, examples=60_000, patience=None, monitor="objective",
                 target=OF_START, snapshots=(),
                 settings=dict(lr=.615 * recipe.settings["lr"],      # .0615 of .1
                               momentum=.694, final_momentum=.694),
                 pylearn2=(*but(recipe.pylearn2, "patience"), "start", "target"))


def _wide(recipe, name, monitor, *, units=1600):
    """1600 units: early stopping, then from the start on all 60,000 for that many epochs."""
    first = alter(recipe, arguments=dict(units=[units, units]), monitor=monitor)
    if monitor != recipe.monitor:
        first = replace(first, paper=("monitor", *first.paper))
    again = replace(first, examples=first.examples + VALIDATION, patience=None, snapshots=(),
                    epochs_of=f"{name}_50000", paper=("examples", "epochs_of", *first.paper),
                    pylearn2=but(first.pylearn2, "examples", "patience"))
    return {f"{name}_50000": first, name: again}


def recipes(profile):
    """{name: Recipe} of "smoke", "laptop" or "paper"."""
    return {"smoke": _smoke, "laptop": _laptop, "paper": _paper}[profile]()
