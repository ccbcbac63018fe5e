"""Attacks: each takes a model and examples x (N, D) and returns new examples; x is never modified.

An attack asks a model only for `attack_direction` (or `grad_x`), and for `predict` where y is left
out, so any object that has them can be attacked. direction="float32" takes `float32_direction`
besides, least_likely takes `scores`.

ValueError: x that is not finite or does not fit the model, labels that are none of its, an option
out of its range, a model whose direction is NaN.
"""
from scratchadv.attacks.direction import least_likely
from scratchadv.attacks.fgsm import fgsm
from scratchadv.attacks.noise import sign_noise, uniform_noise
from scratchadv.attacks.pgd import pgd
from scratchadv.attacks.rotation import rotate_towards_gradient
from scratchadv.attacks.rounding import round_to_8_bits
from scratchadv.attacks.scaled_gradient import scaled_gradient

__all__ = ["fgsm", "least_likely", "pgd", "rotate_towards_gradient", "round_to_8_bits",
           "scaled_gradient", "sign_noise", "uniform_noise"]
