"""The lab of assignment 6: some test digits, and two linear networks trained within a second.

    lab = SmallLab(seed=0)
    x, y = lab.test()
    lab.softmax.predict(x)
"""
import copy
import functools

import numpy as np

from scratchadv import datasets, models, objectives, optim, training

TRAIN, TEST = 1_000, 500                         # digits of each kind: few, so that it is quick
EPOCHS, RATE = 20, .1


class SmallLab:
    """What an experiment works with.  seed: of the networks, and of whatever it draws itself.

    softmax: softmax regression on ten digits.  logistic: logistic regression, 3 against 7.
    """

    def __init__(self, seed=0):
        self.seed, rng = seed, np.random.default_rng(seed)
        self.softmax = models.softmax_regression(rng=rng)
        self.logistic = models.logistic_regression(_digits()[1][0].x.shape[1], rng=rng)
        for net, (digits, _) in zip((self.softmax, self.logistic), _digits()):
            training.fit(net, digits, objective=objectives.clean, epochs=EPOCHS, rng=rng,
                         optimizer=optim.SGD(lr=RATE, decay=1, momentum=0, final_momentum=0))

    def train(self):
        """The digits on which softmax was trained.  -> x (N, 784) float32, y (N,) class numbers"""
        return tuple(_digits()[0][0])

    def test(self):
        """Test digits.  -> x (N, 784) float32, y (N,) class numbers"""
        return tuple(_digits()[0][1])

    def threes_and_sevens(self):
        """Test digits for logistic.  -> x (N, 784) float32, y (N,): -1 a three, +1 a seven"""
        return tuple(_digits()[1][1])


@functools.cache
def small_lab(seed):
    """The SmallLab of a seed, made once."""
    return SmallLab(seed)


def reseeded(lab, seed):
    """The same networks with another seed for what an experiment draws."""
    other = copy.copy(lab)
    other.seed = seed
    return other


@functools.cache
def _digits():
    """-> (train, test) of ten digits, and (train, test) of 3 against 7."""
    some = [datasets.Split(*(a[:10 * TRAIN].copy() for a in split))
            for split in datasets.load_mnist()]
    return tuple([datasets.Split(*(a[:count] for a in split))
                  for split, count in zip(splits, (TRAIN, TEST))]
                 for splits in (some, datasets.threes_vs_sevens(some)))
