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
