"""Every rate that the paper prints and we measure; clean errors have a scale of their own."""
import math

from scratchadv.claims import CLAIMS
from scratchadv.figures.canvas import (
    AMBER, BLACK, BLUE, ORANGE, Drawing, new_figure, percent_axis,
)

LINE = 0.27                                      # inches a rate


def glance(found):
    """The paper's value with its band, single precision and exact sign; None without any rate."""
    rows = [(claim.id, q) for claim in CLAIMS.values() if found.has(claim.id)
            for q in claim.quantities if q.paper is not None and q.unit == "%" and q.mark == "P"]
    if not rows:
        return None
    clean = [row for row in rows if row[1].key.endswith("clean_error")]
    panels = [part for part in ([row for row in rows if row not in clean], clean) if part]
    figure = new_figure(8.6, 1.3 + 0.5 * (len(panels) - 1) + LINE * len(rows))
    places = figure.subplots(len(panels), squeeze=False, height_ratios=[*map(len, panels)])[:, 0]
    inside = sum([_panel(axes, found, part) for axes, part in zip(places, panels)], [])
    if panels[0] is not clean:
        percent_axis(places[0], "x")
    if clean:
        places[-1].use_sticky_edges = False      # else the lowest band lies on the frame
        places[-1].autoscale_view(scaley=False)
        places[-1].xaxis.set_major_formatter("{x:g} %")
        places[-1].set_xlabel("clean errors")
    named = {label: mark for axes in places
             for mark, label in zip(*axes.get_legend_handles_labels())}
    figure.legend(named.values(), named.keys(), loc="outside upper center", ncols=4)
    return Drawing(
        figure, f"{len(rows)} rates that the paper prints (black ticks), each with the band around "
        "it that was fixed before the run; an arrow where the paper says \"above\" and no more.",
        f"{inside.count(True)} of {len(inside) - inside.count(None)} measured rates (orange) lie "
        "within their band. Blue is the same attack with the exact sign, which is not judged.")


def _panel(axes, found, rows):
    """-> for each rate whether it lies within its band, None where it was not measured"""
    inside = [_row(axes, place, found, *row) for place, row in enumerate(rows)]
    axes.set_yticks(range(len(rows)), [f"{id}: {quantity.label}" for id, quantity in rows])
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.grid(axis="y", visible=False)
    return inside


def _row(axes, place, found, id, quantity):
    """One line of the picture.  -> whether the measured rate lies within the band, or None"""
    _band(axes, place, quantity.rule)
    axes.plot([quantity.paper] * 2, [place - 0.38, place + 0.38], color=BLACK, linewidth=2.2,
              label="paper")
    exact = found.mean(id, quantity.key.replace(".float32", ".exact"))
    if exact is not None and quantity.key.endswith(".float32"):
        axes.plot(exact, place, "o", color=BLUE, markersize=7, label="exact sign")
    measured = found.mean(id, quantity.key)
    if measured is None:
        return None
    axes.plot(measured, place, "s", color=ORANGE, markersize=5,
              label="measured, in single precision")
    return quantity.rule.holds(round(measured, 10))              # as the judge rounds


def _band(axes, place, rule):
    if math.isinf(rule.hi):
        axes.annotate("", (rule.lo + 8, place), (rule.lo, place), zorder=0,
                      arrowprops=dict(arrowstyle="-|>", color=AMBER, linewidth=3))
        return
    low, high = max(rule.lo, 0.0), min(rule.hi, 100.0)
    thinnest = 0.4 if rule.hi > 3 else 0.0       # a band of half a point is to be seen
    axes.barh(place, max(high - low, thinnest), left=low, height=0.75, color=AMBER, alpha=0.35,
              label="band")
