"""`scratchadv attack`: one digit, or a picture of one's own, attacked and drawn."""
from types import SimpleNamespace

import numpy as np

from scratchadv import datasets, files, models
from scratchadv.attack_picture.drawing import draw, percent
from scratchadv.attack_picture.image_file import load_image
from scratchadv.attack_picture.place import check_path
from scratchadv.attacks import doors, fgsm, round_to_8_bits
from scratchadv.experiments.lab import Lab
from scratchadv.metrics import outcome

__all__ = ["draw", "load_image", "run"]

TEN_DIGITS = SimpleNamespace(n_inputs=784, n_classes=10)      # what every --model takes and says


def run(options):
    """The command, with the options of commands.py.  Writes options.out -> text to print."""
    # what can be refused is refused before a network is trained
    check_path(options.out, "--out")
    files.check_folder(options.networks, "--networks")
    doors.check_eps(options.eps, "--eps")
    own = None if options.network is None else models.load(options.network)
    x, y, what, done = _example(options, own or TEN_DIGITS)
    target = _label(options.target, own or TEN_DIGITS, "--target")
    _check_target(target, y, "true")
    net, who = _network(options, own)
    if y is None:
        _check_target(target, net.predict(x)[0], "predicted")
    label = y if target is None else target
    clip_min, clip_max = (0, 1) if options.clip else (None, None)
    x_adv = fgsm(net, x, None if label is None else [label], eps=options.eps,
                 norm=np.inf if options.norm == "inf" else int(options.norm),
                 targeted=target is not None, clip_min=clip_min, clip_max=clip_max,
                 direction=options.direction)
    title = f"{what}, seen by {who}"
    draw(net, x, y, x_adv, options.out, title=title, how=_how(options, target))
    rows = [("before", _said(net, x)), ("after", _said(net, x_adv)),
            ("after, clipped to [0, 1] and rounded to 8 bits", _said(net, round_to_8_bits(x_adv))),
            ("picture", options.out)]
    width = max(len(what) for what, _ in rows)
    return "\n".join([title, *done, *(f"{what:{width}}  {said}" for what, said in rows)])


def _network(options, own):
    """-> net, its name.  own: that of --network, if it was given"""
    if own is not None:
        return own, f"the network of {options.network.name}"
    lab = Lab("laptop", 0, options.networks)
    return lab.network(options.model), f"the {options.model} network"


def _example(options, net):
    """-> x (1, 784), its true label or None, its name, what was done to it"""
    if net.n_inputs != 784:
        raise ValueError(f"--network must take 784 inputs, as a digit has, got {net.n_inputs}")
    y = _label(options.label, net, "--label")
    if options.image is not None:
        x, done = load_image(options.image)
        return x, y, options.image.name, done
    _, test = datasets.load_mnist()
    i = options.digit or 0
    if not 0 <= i < len(test.y):
        raise ValueError(f"--digit must lie in 0..{len(test.y) - 1}, got {i}")
    digit = int(test.y[i])
    if y is None and net.n_classes is None:           # 3 against 7, as in fig. 2
        y = {datasets.NEGATIVE_DIGIT: -1, datasets.POSITIVE_DIGIT: 1}.get(digit)
    elif y is None:
        y = digit
    return test.x[i:i + 1], y, f"test digit {i}, a {digit}", []


def _label(label, net, name):
    """A label of the net from the command line; None stays None.  ValueError naming the option."""
    if label is None:
        return None
    if net.n_classes is None and label not in (-1, 1):
        raise ValueError(f"{name} must be -1 or +1, the labels of this network, got {label}")
    if net.n_classes is not None and not 0 <= label < net.n_classes:
        raise ValueError(f"{name} must lie in 0..{net.n_classes - 1}, got {label}")
    return label


def _check_target(target, known, which):
    """ValueError where the attack would start at the class that it is to reach."""
    if target is not None and target == known:
        raise ValueError(f"--target must be another class than the {which} one, got {target} for "
                         "both")


def _how(options, target):
    """The attack in words: what was asked of it."""
    norm = {"inf": "max", "2": "l2", "1": "l1"}[options.norm]
    words = [f"eps {options.eps:g} in the {norm} norm",
             "target: any other class" if target is None else f"target: class {target}"]
    if options.clip:
        words.append("clipped to [0, 1]")
    if options.direction != "exact":
        words.append("sign in single precision")
    return ", ".join(words)


def _said(net, x):
    label, sure = outcome(net, x)
    return f"{label[0]} with confidence {percent(sure[0])}"
