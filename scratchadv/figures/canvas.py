"""What all figures share: colours that colour-blind readers tell apart, labels, images, saving.

Colours are those of Okabe and Ito (2008). Where colours tell arithmetics apart single precision is
orange and dashed, the exact sign blue and solid, the paper's value amber; where they tell networks
apart the naive one is grey, the adversarially trained one green.
"""
import io
from typing import NamedTuple

from scratchadv.files import write_atomically

BLUE, ORANGE, GREEN, GREY = "#0072B2", "#D55E00", "#009E73", "#666666"
PURPLE, SKY, AMBER, BLACK = "#AA4499", "#56B4E9", "#E69F00", "#111111"
CYCLE = (BLUE, ORANGE, GREEN, PURPLE, AMBER, SKY, GREY, BLACK, "#882255", "#8C6D1F")

FLOAT32 = {"color": ORANGE, "linestyle": "--", "marker": "s", "markersize": 4.5}
EXACT = {"color": BLUE, "linestyle": "-", "marker": "o", "markersize": 4.5}
FLOAT32_NAME, EXACT_NAME = "single precision", "exact sign"

STYLE = {
    "font.family": "DejaVu Sans", "font.size": 10, "axes.titlesize": 10.5, "axes.labelsize": 10,
    "axes.titlelocation": "left", "axes.spines.top": False, "axes.spines.right": False,
    "axes.grid": True, "grid.color": "#E4E4E4", "grid.linewidth": 0.7, "axes.axisbelow": True,
    "legend.frameon": False, "legend.fontsize": 9, "lines.linewidth": 1.8,
    "xtick.labelsize": 9, "ytick.labelsize": 9, "figure.facecolor": "white",
}


class Drawing(NamedTuple):
    """A figure with its caption: what the paper says it shows, and what is seen here."""

    figure: object
    paper: str
    seen: str


def new_figure(width, height):
    """An empty figure in inches that keeps its parts from overlapping."""
    from matplotlib.figure import Figure
    return Figure(figsize=(width, height), layout="constrained")


def save(drawing, path):
    """Write the figure as PNG; the same numbers give the same bytes."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    _save_whole(FigureCanvasAgg(drawing.figure), path, format="png", dpi=150,
                metadata={"Software": None})


def save_for_print(drawing, path):
    """Write the figure as PDF, its text as text; the same numbers give the same bytes."""
    from matplotlib import rc_context
    from matplotlib.backends.backend_pdf import FigureCanvasPdf
    with rc_context({"pdf.fonttype": 42}):
        _save_whole(FigureCanvasPdf(drawing.figure), path, format="pdf", dpi=300,
                    metadata={"CreationDate": None, "Creator": None, "Producer": None})


def _save_whole(canvas, path, **options):
    """Whole or not at all: other commands may read the folder meanwhile."""
    written = io.BytesIO()
    canvas.print_figure(written, facecolor="white", **options)
    write_atomically(path, written.getvalue())


def percent_axis(axes, which="y", *, low=0.0, high=100.0):
    """An axis in percent with a little room at both ends."""
    room = 0.03 * (high - low)
    setter = axes.set_ylim if which == "y" else axes.set_xlim
    setter(low - room, high + room)
    axis = axes.yaxis if which == "y" else axes.xaxis
    axis.set_major_formatter("{x:g} %")


def said(rate):
    """A rate in percent in words; "none" where there was nothing to measure."""
    return "none" if rate is None else f"{rate:.1f} %"


def percent(values):
    """Fractions in percent; None (nothing to measure) becomes a gap."""
    return [float("nan") if value is None else 100.0 * value for value in values]


def signed_colours():
    """Positive entries orange, negative blue, zero white."""
    from matplotlib.colors import LinearSegmentedColormap
    return LinearSegmentedColormap.from_list("signed", [BLUE, "#FFFFFF", ORANGE])


def show_digit(axes, pixels, *, title="", frame=None, low=0.0, high=1.0):
    """One digit, ink dark, from shade `low` to shade `high`."""
    image(axes, _square(pixels), "gray_r", low, high, frame)
    axes.set_title(title, fontsize=9, loc="center", pad=3)


def show_signed(axes, pixels, limit=None, *, title=""):
    """One picture of signed numbers."""
    limit = limit or max(abs(value) for value in pixels) or 1.0
    image(axes, _square(pixels), signed_colours(), -limit, limit)
    axes.set_title(title, fontsize=9, loc="center", pad=3)


def image(axes, picture, colours, low, high, frame=None):
    """A matrix as a picture without ticks, in a thin frame or a thick coloured one."""
    axes.imshow(picture, cmap=colours, vmin=low, vmax=high, interpolation="nearest")
    axes.set(xticks=[], yticks=[])
    axes.grid(False)
    for spine in axes.spines.values():
        spine.set(visible=True, color=frame or "#BBBBBB", linewidth=2.2 if frame else 0.6)


def mosaic(axes, images, columns, colours, low, high, framed=()):
    """Images side by side in one picture; those whose number is in `framed` in orange frames."""
    import numpy as np
    from matplotlib.patches import Rectangle
    squares = [_square(pixels) for pixels in images]
    side = len(squares[0]) + 3
    whole = np.full((side * -(-len(squares) // columns) + 1, side * columns + 1), np.nan)
    for k, square in enumerate(squares):
        row, column = side * (k // columns) + 2, side * (k % columns) + 2
        whole[row:row + side - 3, column:column + side - 3] = square
        if k in framed:
            axes.add_patch(Rectangle((column - 1.2, row - 1.2), side - 1.6, side - 1.6, fill=False,
                                     edgecolor=ORANGE, linewidth=1.8))
    image(axes, whole, colours, low, high)
    for spine in axes.spines.values():
        spine.set_visible(False)


def _square(pixels):
    import numpy as np
    side = int(round(len(pixels) ** 0.5))
    return np.reshape(np.asarray(pixels, float), (side, side))


def bar_labels(axes, bars, values, form="{:.1f}"):
    """The number above each bar; gaps stay empty."""
    for bar, value in zip(bars, values):
        if value == value:
            axes.annotate(form.format(value), (bar.get_x() + bar.get_width() / 2, value),
                          xytext=(0, 2), textcoords="offset points", ha="center", va="bottom",
                          fontsize=8)


def grouped_bars(axes, groups, series):
    """Rates in percent, bars of every series side by side at every group, each with its number.

    groups: labels.  series: (label, colour, values, None where there is none) for each.
    """
    step = 0.8 / len(series)
    for k, (label, colour, values) in enumerate(series):
        values = [float("nan") if value is None else value for value in values]
        places = [place + step * (k - (len(series) - 1) / 2) for place in range(len(groups))]
        bars = axes.bar(places, values, width=0.9 * step, color=colour, label=label)
        bar_labels(axes, bars, values)
    axes.set_xticks(range(len(groups)), groups)
    percent_axis(axes, high=106)
    axes.set_yticks([0, 25, 50, 75, 100])
    axes.grid(axis="x", visible=False)


def legend_above(axes):
    """The labels of these axes in one row above the figure."""
    handles, labels = axes.get_legend_handles_labels()
    axes.figure.legend(handles, labels, loc="outside upper center", ncols=len(labels))
