"""The digits of a profile, as its experiments split them.  Read at the first use, for all seeds."""
import functools
import hashlib

import numpy as np

from scratchadv import datasets
from scratchadv.experiments.own_data import check_own
from scratchadv.experiments.recipes import VALIDATION

TEST_EXAMPLES = {"smoke": 500}                   # other profiles take the whole test set


class Digits:
    """The embedded MNIST, or another MNIST-like data set in IDX files in `folder`."""

    def __init__(self, profile, folder=None):
        self.profile, self.folder = profile, folder
        self.splits = functools.cache(self._splits)

    @functools.cached_property
    def _all(self):
        if self.folder is None:
            return datasets.load_mnist()
        return check_own(self.folder, *datasets.load_idx_folder(self.folder))

    @property
    def images(self):
        """How many training images there are, those that validate among them."""
        return len(self._all[0].y)

    def load(self):
        """Read now what is else read at its first use.  ValueError: a folder that cannot be used.
        """
        return self.name

    @functools.cached_property
    def name(self):
        """"mnist", or a hash of the data that came in its place."""
        if self.folder is None:
            return "mnist"
        hasher = hashlib.sha256()
        for split in self._all:
            hasher.update(split.x.tobytes())
            hasher.update(split.y.tobytes())
        return hasher.hexdigest()[:16]

    def _splits(self, task, side):
        """-> train, valid, test.  3 against 7 has too few digits to spare: its valid is None."""
        train, test = self._all
        if task == "threes_vs_sevens":
            train, test = datasets.threes_vs_sevens((train, test))
        train, test = (datasets.Split(datasets.resample(s.x, side), s.y) for s in (train, test))
        test = datasets.Split(*(a[:TEST_EXAMPLES.get(self.profile)] for a in test))
        if task == "threes_vs_sevens":
            return train, None, test
        return (datasets.Split(train.x[:-VALIDATION], train.y[:-VALIDATION]),
                datasets.Split(train.x[-VALIDATION:], train.y[-VALIDATION:]), test)


def training_digits(recipe, train, valid):
    """The digits that train by this recipe.  valid: None for 3 against 7.  -> Split

    What goes on from a network that early stopping has chosen, or trains for as long as one, takes
    those that validated as well.
    """
    if valid is not None and (recipe.start or recipe.epochs_of):
        before = slice(max(recipe.examples - VALIDATION, 0))
        train = datasets.Split(*(np.concatenate([a[before], b]) for a, b in zip(train, valid)))
    if recipe.skip >= len(train.x):
        raise ValueError(f"there must be more than {recipe.skip} training digits for a network "
                         f"that leaves out the first {recipe.skip}, got {len(train.x)}; name "
                         "the claims that need none")
    chosen = slice(recipe.skip, recipe.skip + recipe.examples)
    return datasets.Split(train.x[chosen], train.y[chosen])
