"""The figures of the bench, from its numbers alone."""
from scratchadv.bench.growth import WHAT
from scratchadv.bench.steps import ROWS
from scratchadv.figures.canvas import (
    AMBER, BLUE, GREEN, GREY, ORANGE, PURPLE, STYLE, Drawing, new_figure, save,
)

COLOURS = {"ours": BLUE, "products": GREY, "definition": AMBER, "torch eager": ORANGE,
           "torch.compile": PURPLE, "JAX jit": GREEN}
MARKERS = {"ours": "o", "products": "s", "definition": "^"}


def write(found, out):
    """Draw whatever sections were measured into the folder.  -> paths"""
    import matplotlib
    paths = []
    with matplotlib.rc_context(STYLE):
        for section, draw in (("steps", steps), ("growth", growth)):
            if section in found:
                paths.append(out / f"{section}.png")
                save(Drawing(draw(found[section]), "", ""), paths[-1])
    return paths


def steps(found):
    """Bars in milliseconds: a panel for each row of each size; dashed, the bare products."""
    figure = new_figure(2.9 * len(ROWS), 0.6 + 2.3 * len(found["sizes"]))
    panels = figure.subplots(len(found["sizes"]), len(ROWS), squeeze=False)
    for line, (units, rows) in zip(panels, found["sizes"].items()):
        for axes, (row, times) in zip(line, rows.items()):
            bars(axes, {name: entry["ms"] for name, entry in times.items()})
            axes.set_title(f"{ROWS[row]}, 2 x {units} x 5", fontsize=9)
    for line in panels:
        for axes in line[1:]:
            axes.set_yticklabels([])
    figure.supxlabel("milliseconds, median; dashed: the bare dense products", fontsize=9)
    return figure


def bars(axes, ms):
    """A bar each, its number at its end, ours on top."""
    products = ms["products"]
    names = [name for name in COLOURS if name in ms and name != "products"][::-1]
    axes.barh(names, [ms[name] for name in names], color=[COLOURS[name] for name in names])
    for place, name in enumerate(names):
        digits = 1 if ms[name] < 100 else 0
        axes.annotate(f"{ms[name]:.{digits}f}", (ms[name], place), xytext=(3, 0), va="center",
                      textcoords="offset points", fontsize=8, zorder=3,
                      bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.8})
    axes.axvline(products, color="#111111", linestyle="--", linewidth=1.2)
    axes.set_xlim(0, 1.25 * max(ms.values()))
    axes.grid(axis="y", visible=False)


def growth(found):
    """Times over sizes, both logarithmic, the exponents in the legends."""
    figure = new_figure(9.2, 7.2)
    for axes, (varied, entry) in zip(figure.subplots(2, 2).flat, found.items()):
        for name, ms in entry["ms"].items():
            axes.loglog(entry["sizes"], ms, marker=MARKERS[name], color=COLOURS[name],
                        label=f"{name}, exponent {entry['exponents'][name]:.2f}")
        axes.set(title=f"{WHAT[varied]}: {varied}", xlabel=varied, ylabel="milliseconds")
        axes.set_xticks(entry["sizes"], [f"{size:g}" for size in entry["sizes"]])
        axes.minorticks_off()
        axes.legend()
    return figure
