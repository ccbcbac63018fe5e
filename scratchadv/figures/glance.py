"""Every rate that the paper prints and this folder measures, on one scale."""
from scratchadv.claims import CLAIMS
from scratchadv.figures.canvas import (
    AMBER, BLACK, BLUE, ORANGE, Drawing, new_figure, percent_axis,
)


def glance(found):
    """The paper's value with its band, single precision and exact sign; None without any rate."""
    rows = [(claim.id, q) for claim in CLAIMS.values() if found.has(claim.id)
            for q in claim.quantities if q.paper is not None and q.unit == "%"]
    if not rows:
        return None
    figure = new_figure(8.6, 1.3 + 0.27 * len(rows))
    axes = figure.subplots()
    inside = 0
    for place, (id, quantity) in enumerate(rows):
        inside += _row(axes, place, found, id, quantity)
    axes.set_yticks(range(len(rows)), [f"{id}: {quantity.label}" for id, quantity in rows])
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.grid(axis="y", visible=False)
    percent_axis(axes, "x")
    figure.legend(*axes.get_legend_handles_labels(), loc="outside upper center", ncols=4)
    return Drawing(
        figure, f"{len(rows)} rates that the paper prints (black ticks), each with the band around "
        "it that was fixed before the run.",
        f"{inside} of {len(rows)} measured rates (orange) lie within their band. Blue is the same "
        "attack with the exact sign, which is not judged.")


def _row(axes, place, found, id, quantity):
    """One line of the picture.  -> whether the measured rate lies within the band."""
    named = place == 0
    low, high = max(quantity.rule.lo, 0.0), min(quantity.rule.hi, 100.0)
    axes.barh(place, max(high - low, 0.4), left=low, height=0.75, color=AMBER, alpha=0.35,
              label="band" if named else None)
    axes.plot([quantity.paper] * 2, [place - 0.38, place + 0.38], color=BLACK, linewidth=2.2,
              label="paper" if named else None)
    exact = found.mean(id, quantity.key.replace(".float32", ".exact"))
    if exact is not None and quantity.key.endswith(".float32"):
        axes.plot(exact, place, "o", color=BLUE, markersize=7,
                  label="exact sign" if "exact sign" not in _labels(axes) else None)
    measured = found.mean(id, quantity.key)
    if measured is None:
        return False
    axes.plot(measured, place, "s", color=ORANGE, markersize=5,
              label="measured (paper's arithmetic)" if named else None)
    return quantity.rule.holds(measured)


def _labels(axes):
    return axes.get_legend_handles_labels()[1]
