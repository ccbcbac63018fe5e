"""A lab of the smoke profile that has the first stages of the paper profile by their names."""
from dataclasses import replace

from scratchadv.experiments import tries_noise
from scratchadv.experiments.lab import Lab
from scratchadv.experiments.recipes import SOFTMAX


def small_lab(profile, seed, out):
    """A lab of the smoke profile with the first stages of the paper profile."""
    lab = Lab("smoke", seed, out)
    lab.recipes |= {f"{name}_50000": lab.recipes[name]
                    for name in ("maxout", "adversarial", "float32_probe", *tries_noise.NAMES)}
    lab.recipes["softmax_50000"] = replace(SOFTMAX, epochs=2, examples=2_000, patience=None)
    return lab


def with_first_epoch(*names):
    """small_lab, but that the networks of these names are kept after their first epoch as well."""
    def lab(profile, seed, out):
        made = small_lab(profile, seed, out)
        made.recipes |= {name: replace(made.recipes[name], snapshots=(1,)) for name in names}
        return made
    return lab
