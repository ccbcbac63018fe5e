"""Assignment 6: a claim of your own choice, measured and judged by the ledger's rules."""
import numpy as np

from scratchadv.coursework.checks import as_array, close, untouched
from scratchadv.coursework.tasks import Part, Task, both, held_out, public
from scratchadv.coursework.wire import Remote, Seed

TITLE = "a claim of your own choice"
WORDS = {"reproduced": 0, "direction holds": 1, "differs": 2}
NET = ("scores", "probabilities", "predict", "loss", "attack_direction", "float32_direction",
       "parameters")


# -- inputs

def counts(low, high, kind="some"):
    """k of n, "none" of them, "all", or some."""
    def make(rng):
        n = int(rng.integers(low, high))
        k = {"none": 0, "all": n, "some": int(rng.integers(1, n))}[kind]
        return {"k": k, "n": n, "z": float(rng.uniform(1, 3))}
    return make


def rates(rng):
    """Rates of the paper in percent, from rare to nearly certain."""
    return {"papers": [float(v) for v in np.r_[rng.uniform(0, 2, 3), rng.uniform(2, 98, 4),
                                               rng.uniform(98, 100, 3)]]}


def ledger(seeds):
    """The paper's rates, and shares over so many seeds: near them, above half, and below."""
    def make(rng):
        papers = [float(v) for v in rng.uniform(60, 99, 12)]
        means = [float(v) for v in np.r_[np.array(papers[:6]) / 100 + rng.uniform(-.08, .01, 6),
                                         rng.uniform(.3, .7, 6)]]
        shares = [[mean + float(d) for d in rng.normal(size=seeds) * .06] for mean in means]
        return {"shares": shares, "papers": papers, "weaker": 50., "words": WORDS}
    return make


def at_the_ends(rng):
    """Means that lie on an end of the band, and on the weaker rule's; all exact in floats."""
    return {"shares": [[.25, .25], [.375, .125], [.5, .5], [.75]],
            "papers": [30., 30., 90., 80.], "weaker": 50., "words": WORDS}


class Candidates:
    """Networks of which another one is best on each kind of digits: linear, without a bias.

    twins: of the best on the validation digits there is a second one, of another name.
    """

    def __init__(self, rng, twins=False):
        self.names = ["epoch 5", "epoch 10", "epoch 20", "epoch 40", "epoch 80"]
        self._W = {name: rng.normal(size=(7, 3)) for name in self.names}
        liked = rng.permutation(5)
        if twins:
            self._W[self.names[4]] = self._W[self.names[1]]
            liked = np.array([0, 1, 2])
        self._digits = [self._like(rng, self.names[i]) for i in liked[:3]]

    def _like(self, rng, name):
        x = rng.normal(size=(53, 7))
        return x, np.where(rng.random(53) < .8, self.predict(name, x), rng.integers(0, 3, 53))

    def is_telling(self):
        """Whether the worst on the validation digits is best on none."""
        errors = [[(self.predict(name, x) != y).mean() for name in self.names]
                  for x, y in self._digits]
        return np.argmax(errors[1]) not in np.argmin(errors, axis=1)

    def train(self):
        """-> x, y"""
        return self._digits[0]

    def valid(self):
        """-> x, y"""
        return self._digits[1]

    def test(self):
        """-> x, y"""
        return self._digits[2]

    def predict(self, name, x):
        """-> labels"""
        return (x @ self._W[name]).argmax(axis=1)


def candidates(twins=False):
    """A lab of trained networks."""
    def make(rng):
        lab = Candidates(rng, twins)
        while not lab.is_telling():
            lab = Candidates(rng, twins)
        return {"lab": Remote(lab, ("train", "valid", "test", "predict"), {"names": lab.names})}
    return make


def clusters(rng):
    """Three classes of points, sorted by class as files often are, and how to train on them."""
    y = np.repeat([0, 1, 2], 70)
    x = rng.normal(size=(210, 7)) + 1.2 * rng.normal(size=(3, 7))[y]
    seed = int(rng.integers(1, 1000))
    return {"x": x, "y": y, "lr": .1, "rng": Seed(seed), "same": Seed(seed),
            "other": Seed(seed + 1)}


def small_labs(*seeds):
    """The small labs of these seeds; without seeds, of one that the key decides."""
    def make(rng):
        from scratchadv.coursework.small_lab import small_lab    # here: it takes time to import
        labs = [small_lab(seed) for seed in seeds or (int(rng.integers(3, 1000)),)]
        return {"labs": [at_hand(lab) for lab in labs]}
    return make


def two_seeds(rng):
    """One small lab, and the same networks with another seed."""
    from scratchadv.coursework.small_lab import reseeded, small_lab
    lab = small_lab(0)
    return {"labs": [at_hand(lab), at_hand(reseeded(lab, 1))]}


def at_hand(lab):
    """A SmallLab as the submission's process sees it."""
    return Remote(lab, ("train", "test", "threes_and_sevens"), {
        "seed": lab.seed, "softmax": Remote(lab.softmax, NET),
        "logistic": Remote(lab.logistic, NET)})


# -- checks

def chosen_blindly(wanted, got, gives):
    """The right network and its error, and only that network was shown the test digits."""
    sentence = close()(wanted, got, ("index", "error"))
    if sentence:
        return sentence
    lab = wanted.values["lab"]
    for method, args, named in got.asked:
        given = [*args, *named.values()]
        if method == "predict" and lab.names[int(wanted.values["index"])] not in map(str, given):
            if any(_holds_a_row_of(lab.test()[0], value) for value in given):
                return "other networks than the chosen one were asked about the test digits"


def _holds_a_row_of(x, value):
    """Whether value, in which something was asked, has a row of x among its own."""
    rows = as_array(value)
    if rows is None or rows.ndim == 0 or rows.shape[-1] != x.shape[1]:
        return False
    return any((rows == row).all(axis=-1).any() for row in x)


def learnt(wanted, got, gives):
    """The loss on the training examples is ours, but for the order in which they came."""
    J, mine = as_array(got.values["J"]), float(wanted.values["J"])
    if J is None or not np.isfinite(J):
        return "W (D, C) and b (C,) must be finite"
    if abs(J - mine) > ORDER * mine:
        return f"the training loss ends at {float(J):.3g}, where ours is about {mine:.3g}"


def seeded(wanted, got, gives):
    """The same seed gives the same weights, another seed others."""
    one, same, other = (as_array(got.values[name]) for name in ("W", "same_W", "other_W"))
    if one is None or same is None or other is None or one.shape != wanted.values["W"].shape:
        return f"W must be an array of shape {wanted.values['W'].shape}"
    if not np.array_equal(one, same):
        return "two Generators of the same seed must give the same weights"
    if np.allclose(one, other, rtol=1e-9):
        return "Generators of two seeds must give two sets of weights"


def by(name):
    """A check of claim_checks, which takes time to import."""
    def check(wanted, got, gives):
        from scratchadv.coursework import claim_checks
        return getattr(claim_checks, name)(wanted, got, gives)
    return check


# -- programs

ORDER = .05                                      # of the loss after 10 epochs, in any order
SHARE = "low, high = wilson_interval(k, n)"
WIDTH = "half = np.array([half_width(paper) for paper in papers])"
WORD = ("codes = np.array([words.get(ledger_word(v, paper, weaker), -1) "
        "for v, paper in zip(shares, papers)])")
CHOOSE = "name, error = choose(lab)\nindex = lab.names.index(name)"
OPTIONS = "n_classes=3, lr=lr, epochs=10, batch_size=10"
TRAIN = (f"W, b = train_softmax(x, y, {OPTIONS}, rng=rng)\ns = x @ W + b\n"
         "s = s - s.max(axis=1, keepdims=True)\n"
         "J = (np.log(np.exp(s).sum(axis=1)) - s[np.arange(len(y)), y]).mean()")
SEEDED = (f"W, same_W, other_W = (train_softmax(x, y, {OPTIONS}, rng=r)[0] "
          "for r in (rng, same, other))")
ONE = "measured = experiment(labs[0])"
TWICE = "measured = [experiment(lab) for lab in (labs[0], labs[0], labs[1])]"
ALL = "measured = [experiment(lab) for lab in labs]"
CLAIMED = ("measured", "CLAIM", "labs")
POINTS = both("three clusters, sorted by class", clusters)
CHOICES = both("five networks", candidates())

TASKS = (
    Task(
        "6.1", "How sure a share is",
        ("coursework.originals_claim.wilson_interval",),
        parts=(
            Part("interval", 3, SHARE, ("low", "high"), (
                *both("a small sample", counts(5, 30)),
                held_out("a large sample", counts(5_000, 20_000)))),
            Part("another z", 1, "low, high = wilson_interval(k, n, z=z)", ("low", "high"),
                 both("z from 1 to 3", counts(20, 60))),
            Part("none or all", 2, f"{SHARE}\nends = np.array([low, high])", ("ends",), (
                *both("none of n", counts(5, 60, "none")),
                *both("all of n", counts(5, 60, "all")))))),
    Task(
        "6.2", "The ledger's rule",
        ("claims.rules.half_width", "coursework.originals_claim.ledger_word"),
        parts=(
            Part("width of the band", 2, WIDTH, ("half",), both("rates from 0 to 100 %", rates)),
            Part("one seed", 2, WORD, ("codes",), both("shares of one seed", ledger(1))),
            Part("several seeds", 1, WORD, ("codes",), both("shares of four seeds", ledger(4))),
            Part("ends", 1, WORD, ("codes",), both("means on an end of the band", at_the_ends)))),
    Task(
        "6.3", "Chosen without the test digits",
        ("coursework.originals_claim.choose",),
        parts=(
            Part("choice", 2, CHOOSE, ("index",), CHOICES),
            Part("error", 1, CHOOSE, ("error",), CHOICES),
            Part("ties", 1, CHOOSE, ("index",), both("two networks tie", candidates(twins=True))),
            Part("no test digits used for choosing", 2, CHOOSE, ("index", "error", "lab"),
                 CHOICES, chosen_blindly))),
    Task(
        "6.4", "A training that its seed decides",
        ("coursework.originals_claim.train_softmax",),
        parts=(
            Part("learns", 3, TRAIN, ("J",), POINTS, learnt),
            Part("seeds honoured", 2, SEEDED, ("W", "same_W", "other_W"), POINTS, seeded),
            Part("arguments not modified", 1, TRAIN + "\nJ = W.shape[0]", ("J",), POINTS,
                 untouched()))),
    Task(
        "6.5", "A claim of your own choice",
        ("coursework.originals_claim.experiment",),
        given=("coursework.originals_claim.CLAIM",),
        parts=(
            Part("keys complete", 2, ONE, CLAIMED, (public("the lab of seed 0", small_labs(0)),),
                 by("complete")),
            Part("numbers", 5, ONE, CLAIMED, (
                public("the lab of seed 0", small_labs(0)),
                held_out("a lab of another seed", small_labs())), by("numbers")),
            Part("seeds honoured", 2, TWICE, CLAIMED,
                 (public("one lab with two seeds", two_seeds),), by("seeded")),
            Part("verdict", 2, ALL, CLAIMED,
                 (public("labs of seeds 0, 1 and 2", small_labs(0, 1, 2)),), by("judged")))),
)
