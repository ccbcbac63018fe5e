"""The lab of assignment 6: some test digits, and two linear networks trained within a second.

    lab = SmallLab(seed=0)
    x, y = lab.test()
    lab.softmax.predict(x)
"""
import functools
import io
import tempfile
from dataclasses import replace

from scratchadv.experiments.lab import Lab

DIGITS, EPOCHS, RATE = 1_000, 20, .1             # training of both, so that it takes no time


class SmallLab:
    """What an experiment works with.  seed: of the networks, and of whatever it draws itself.

    softmax: softmax regression on ten digits.  logistic: logistic regression, 3 against 7.
    """

    def __init__(self, seed=0):
        self.seed, lab = seed, _lab().of_seed(seed)
        self.softmax, self.logistic = lab.network("softmax"), lab.network("logistic")

    def train(self):
        """The digits on which softmax was trained.  -> x (N, 784) float32, y (N,) class numbers"""
        return tuple(_lab().trained_on("softmax"))

    def test(self):
        """Test digits.  -> x (N, 784) float32, y (N,) class numbers"""
        return tuple(_lab().test)

    def threes_and_sevens(self):
        """Test digits for logistic.  -> x (N, 784) float32, y (N,): -1 a three, +1 a seven"""
        return tuple(_lab().splits("threes_vs_sevens")[2])


@functools.cache
def small_lab(seed):
    """The SmallLab of a seed, made once."""
    return SmallLab(seed)


@functools.cache
def _lab():
    folder = tempfile.TemporaryDirectory(prefix="coursework-")
    lab = Lab("smoke", 0, folder.name, stream=io.StringIO())
    lab.folder = folder                          # is removed with the lab
    for name in ("softmax", "logistic"):
        recipe = lab.recipes[name]
        lab.recipes[name] = replace(recipe, examples=DIGITS, epochs=EPOCHS,
                                    settings={**recipe.settings, "lr": RATE})
    return lab
