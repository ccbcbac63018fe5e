"""Pictures for the tests of `scratchadv attack`."""
import numpy as np
from matplotlib import image

SIDE = 28


def digit(rng):
    """A picture as MNIST has them: an 8-bit block of light ink on a dark ground.  -> (28, 28)"""
    picture = np.zeros((SIDE, SIDE))
    picture[5:22, 9:19] = rng.integers(100, 256, (17, 10)) / 255
    picture[7, 11] = 1
    return picture


def saved(path, picture):
    """The path, after writing the picture as its ending says: .npy as it is, others in 8 bits."""
    if path.suffix == ".npy":
        np.save(path, picture)
        return path
    if picture.ndim == 2:
        picture = np.repeat(picture[:, :, None], 3, axis=2)
    image.imsave(path, np.rint(picture * 255).astype(np.uint8))
    return path
