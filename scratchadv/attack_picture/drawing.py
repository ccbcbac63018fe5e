"""One attack as one picture: before, eta and after, with the probabilities.

D inputs, C classes.
"""
import io
import textwrap
import warnings

import numpy as np

from scratchadv import checks, files
from scratchadv.attack_picture.place import check_path
from scratchadv.metrics import l2norm

RIGHT, WRONG, UNKNOWN, OTHER = "#2a6f97", "#c8553d", "#4a4e57", "#c9cdd2"


def draw(net, x, y, x_adv, path, *, title="One attack, before and after", how="", names=None):
    """Before, eta and after as images, with the probabilities before and after.  Writes `path`.

    x, x_adv: (1, D), D a square.  y: the true label, alone or as (1,); None where nobody knows it.
    path: .png, .svg or .pdf.  how: the attack in words, such as "eps 0.25 in the max norm", a line
    below the title.  names: what to call the classes, in the order of the probabilities.
    """
    path = check_path(path)
    y = None if y is None else int(checks.check_targets(np.atleast_1d(y), 1, net.n_classes)[0])
    x, x_adv = _one_square(x, net.n_inputs, "x"), _one_square(x_adv, net.n_inputs, "x_adv")
    figure = _figure(net, x, y, x_adv, (title, how), names)
    buffer = io.BytesIO()
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph", UserWarning)          # of a file's name
        figure.savefig(buffer, format=path.suffix[1:].lower(), dpi=150)
    files.write_atomically(path, buffer.getvalue())


def _figure(net, x, y, x_adv, lines, names):
    from matplotlib.figure import Figure
    figure = Figure(figsize=(10, 6.6), facecolor="white")
    grid = figure.add_gridspec(2, 3, height_ratios=(1.5, 1), left=.06, right=.97, top=.86,
                               bottom=.07, hspace=.18, wspace=.3)
    for line, height, size, room in zip(lines, (.962, .922), (14, 11), (80, 105)):
        figure.text(.5, height, textwrap.shorten(_plain(line), room, placeholder=" ..."),
                    ha="center", va="center", fontsize=size, parse_math=False)
    shades = min(0, x.min(), x_adv.min()), max(1, x.max(), x_adv.max())
    for column, when, picture in ((0, "before", x), (2, "after", x_adv)):
        p, predicted, called = _said(net, picture, names)
        axes = figure.add_subplot(grid[0, column])
        _show(axes, picture, "gray", *shades)
        axes.set_title(f"{when}: {called[predicted]}, confidence {percent(p[predicted])}",
                       fontsize=12, color=_colour(predicted, _position(net, y)),
                       parse_math=False)
        _bars(figure.add_subplot(grid[1, column]), p, predicted, called, _position(net, y))
    _eta(figure, grid, x_adv - x, y, shades)
    return figure


def _eta(figure, grid, eta, y, shades):
    """The middle column: eta on a diverging scale of its own, which the bar below tells."""
    size = np.abs(eta).max()
    axes = figure.add_subplot(grid[0, 1])
    shown = _show(axes, eta, "coolwarm", -(size or 1), size or 1)
    axes.set_title("eta, in the colours below" if size else "eta = 0", fontsize=12)
    for left, sign in ((-.14, "+"), (1.14, "=")):
        axes.text(left, .5, sign, transform=axes.transAxes, ha="center", va="center", fontsize=26)
    below = figure.add_subplot(grid[1, 1])
    below.axis("off")
    bar = below.inset_axes((.06, .88, .88, .07))
    figure.colorbar(shown, cax=bar, orientation="horizontal", ticks=sorted({-size, 0, size}))
    numbers = [f"largest |eta|  {size:.3g}", f"l2norm(eta)  {l2norm(eta)[0]:.3g}",
               f"pixels moved  {percent(np.count_nonzero(eta) / eta.size)}",
               f"black is {shades[0]:.3g}, white is {shades[1]:.3g}",
               "" if y is None else "in bold: the true class"]
    below.text(.5, .58, "\n".join(numbers), ha="center", va="top", fontsize=10.5, linespacing=1.6)


def _bars(axes, p, predicted, called, right):
    """The probabilities p (C,), the predicted class in colour, the true one framed."""
    colours = [_colour(predicted, right) if c == predicted else OTHER for c in range(len(p))]
    edges = ["black" if c == right else "none" for c in range(len(p))]
    axes.bar(range(len(p)), p, color=colours, edgecolor=edges, linewidth=1.4)
    axes.set_xticks(range(len(p)), called, parse_math=False)
    axes.set_ylim(0, 1.02)
    axes.set_yticks((0, .5, 1))
    axes.set_ylabel("probability")
    axes.spines[["top", "right"]].set_visible(False)
    if right is not None:
        axes.get_xticklabels()[right].set_weight("bold")


def _show(axes, picture, colours, low, high):
    side = round(picture.size ** .5)
    axes.set_xticks(())
    axes.set_yticks(())
    return axes.imshow(picture.reshape(side, side), cmap=colours, vmin=low, vmax=high)


def _said(net, x, names):
    """The probabilities (C,) of one example, the position of the predicted label, the names."""
    p = net.probabilities(x)[0]
    if p.ndim == 0:
        p = np.array([1 - p, p])
    called = [_plain(str(name)) for name in names] if names else (
        ["-1", "+1"] if net.n_classes is None else [str(c) for c in range(len(p))])
    if len(called) != len(p):
        raise ValueError(f"names must hold {len(p)} names, one a class, got {len(called)}")
    return p, _position(net, net.predict(x)[0]), called


def _position(net, label):
    """Where the probabilities have the label: -1 and +1 stand at 0 and 1.  None stays None."""
    if label is None or net.n_classes is not None:
        return label
    return (1 + label) // 2


def _plain(text):
    """The text, what no file name in UTF-8 could hold made to question marks."""
    return text.encode("utf-8", "replace").decode()


def _colour(predicted, right):
    if right is None:
        return UNKNOWN
    return RIGHT if predicted == right else WRONG


def percent(share):
    """0.123 as 12.3%; what is not certain is never rounded to certainty."""
    if .9999 < share < 1:
        return "over 99.99%"
    if 0 < share < .0001:
        return "under 0.01%"
    return f"{100 * share:.4g}%"


def _one_square(x, D, name):
    x = checks.check_inputs(x, D, name)
    if len(x) != 1 or round(D ** .5) ** 2 != D:
        raise ValueError(f"{name} must be one square image, got an array of shape {x.shape}")
    return x
