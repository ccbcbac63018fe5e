"""A lab of the smoke profile that has the first stages of the paper profile by their names."""
from dataclasses import replace

from scratchadv.datasets import Split
from scratchadv.experiments import tries_noise
from scratchadv.experiments.digits import Digits
from scratchadv.experiments.lab import Lab
from scratchadv.experiments.recipes import SOFTMAX


VALID = 1_000                                    # of 10,000, on which all tries are measured


class FewDigits(Digits):
    """Those of the smoke profile, but that only the last VALID validate."""

    def _splits(self, task, side):
        train, valid, test = super()._splits(task, side)
        return train, valid and Split(*(a[-VALID:] for a in valid)), test


def small_lab(profile, seed, out):
    """A lab of the smoke profile with the first stages of the paper profile."""
    lab = Lab("smoke", seed, out, digits=FewDigits("smoke"))
    lab.recipes |= {f"{name}_50000": lab.recipes[name]
                    for name in ("maxout", "adversarial", "float32_probe", *tries_noise.NAMES)}
    lab.recipes["softmax_50000"] = replace(SOFTMAX, epochs=2, examples=2_000, patience=None)
    return lab


def with_first_epoch(*names, **changes):
    """small_lab, but that the networks of these names are kept after their first epoch as well.

    changes: of their recipes besides.
    """
    def lab(profile, seed, out):
        made = small_lab(profile, seed, out)
        made.recipes |= {name: replace(made.recipes[name], snapshots=(1,), **changes)
                         for name in names}
        return made
    return lab
