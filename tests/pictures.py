"""Pictures and options for the tests of `scratchadv attack`."""
import argparse

import numpy as np
from matplotlib import image

from scratchadv import models
from scratchadv.attack_picture import drawing
from scratchadv.datasets import Split

SIDE = 28


def a_network(rng):
    """Softmax regression with random weights."""
    net = models.softmax_regression(rng=rng)
    net.parameters()["layer0.W"][...] = rng.standard_normal((784, 10))
    return net


def command_options(rng, folder, monkeypatch, net):
    """What commands.py hands over, for a network of one's own and twelve digits."""
    test = Split(rng.random((12, 784)).astype(np.float32), np.arange(12) % 10)
    monkeypatch.setattr("scratchadv.datasets.load_mnist", lambda: (None, test))
    net.save(folder / "net.npz")
    return argparse.Namespace(image=None, digit=4, label=None, target=None, model="softmax",
                              network=folder / "net.npz", eps=.25, norm="inf", clip=False,
                              direction="exact", networks=folder, out=folder / "out.png")


def figure_of(net, x, y, x_adv, names=None):
    """The figure that attack_picture.draw writes."""
    return drawing._figure(net, x, y, x_adv, ("a title", "how"), names)


def texts(figure):
    """All that stands in its panels."""
    return " | ".join(text.get_text() for axes in figure.axes for text in
                      (axes.title, *axes.texts, *axes.get_xticklabels()))


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
