"""Dropout pair: x times a mask that holds 0 for a dropped entry and `scale` for a kept one.

The randomness is in the mask, drawn beforehand, so that the clean pass and the adversarial pass of
one training step can run under the same masks. N examples, D inputs.
"""
import math

import numpy as np


def dropout_mask(rng, shape, keep, scale, dtype):
    """Independent entries: `scale` with probability `keep`, else 0.  -> mask: `shape`.

    keep is rounded to a multiple of 2^-16. The maxout recipe keeps inputs with .8 and scale 1,
    hidden units with .5 and scale 2 (pylearn2's scripts).
    """
    kept = random_words(rng, shape) < below(keep)
    return kept * np.asarray(scale, dtype)


def random_words(rng, shape):
    """Sixteen random bits an entry, four entries a draw: a quarter of the cost of random floats."""
    size = math.prod(shape)
    draws = rng.integers(0, 2 ** 64 - 1, -(-size // 4), dtype=np.uint64, endpoint=True)
    return draws.view(np.uint16)[:size].reshape(shape)


def below(keep):
    """The number below which a word keeps its entry."""
    return round(keep * 2 ** 16)


def dropout_forward(x, mask):
    """x * mask.  x, mask: (N, D) -> out: (N, D), cache.  The mask is not differentiated."""
    return x * mask, mask


def dropout_backward(grad_out, cache):
    """grad_out: (N, D) -> grad_x: (N, D).  A dropped input gets gradient 0."""
    return grad_out * cache
