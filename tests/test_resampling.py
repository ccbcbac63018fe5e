"""Resampling: images of another side keep their mean and their range."""
import numpy as np
from numpy.testing import assert_allclose

from scratchadv.datasets import resample


def test_resampling_keeps_the_mean_and_the_range(rng):
    x = rng.random((5, 28 * 28))
    for side in (7, 14, 21, 42, 56):
        y = resample(x, side)
        assert y.shape == (5, side * side) and y.min() >= 0 and y.max() <= 1
        np.testing.assert_allclose(y.mean(axis=1), x.mean(axis=1), rtol=1e-12)


def test_resampling_to_half_the_side_averages_blocks_of_four(rng):
    x = rng.random((3, 4 * 4))
    blocks = x.reshape(3, 2, 2, 2, 2).mean(axis=(2, 4)).reshape(3, 4)
    np.testing.assert_allclose(resample(x, 2), blocks, rtol=1e-14)


def test_a_finer_grid_repeats_pixels(rng):
    x = rng.random((3, 4 * 4))
    finer = np.repeat(np.repeat(x.reshape(3, 4, 4), 2, axis=1), 2, axis=2).reshape(3, 64)
    assert_allclose(resample(x, 8), finer, rtol=1e-14)
