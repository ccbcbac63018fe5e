"""The figures of the report, drawn from results files alone: nothing is computed here but layout.

FIGURES says for each: the claim under which it stands, the claims whose results it needs, and the
function that draws it. matplotlib is imported when the first one is drawn.
"""
from pathlib import Path
from typing import Callable, NamedTuple

from scratchadv.figures import (
    appendix, filters, glance, precision, section3, section4, section5, section5_l1, section6,
    section6_hidden, section6_perturbed, section6_wide, section7_8, section8_a,
)
from scratchadv.figures.canvas import STYLE, Drawing, save, save_for_print
from scratchadv.figures.found import Found, MissingData


class Figure(NamedTuple):
    """Where a figure stands in the ledger, what it needs, and how it is drawn.

    also: the claims whose results it shows too where they are there.
    """

    name: str
    title: str
    claim: str
    needs: tuple[str, ...]
    draw: Callable
    also: tuple[str, ...] = ()

    def rests_on(self, results):
        """The part of {id: [Result]} that it shows: all where it names no claim."""
        ids = self.needs + self.also or results
        return {id: results[id] for id in ids if id in results}


class Drawn(NamedTuple):
    """A figure that stands in OUT/figures: its PNG, its captions, the results that it shows."""

    figure: Figure
    path: Path
    drawing: Drawing
    rests_on: dict


def _alone(claim, title, draw, part=""):
    return Figure(claim + part, title, claim, (claim,), draw)


FIGURES = (
    Figure("glance", "The paper's rates at a glance", "", (), glance.glance),
    _alone("s3.growth", "Growth of a linear score", section3.growth),
    _alone("s3.dimension", "More dimensions, more fooled", section3.dimension),
    _alone("s4.precision", "Single precision hides part of the error", precision.models),
    _alone("s4.precision", "Why: the surest digits lose their gradient", precision.gap, ".gap"),
    _alone("s4.precision", "One digit, two sign images", precision.example, ".example"),
    _alone("s4.eps_curves", "Error against eps, every model", section4.eps_curves),
    _alone("s4.rotation", "Rotation towards the gradient", section4.rotation),
    _alone("s5.loss", "The closed form, and the slip in print", section5.loss),
    _alone("s5.vs_l1", "Adversarial training is not L1 decay", section5.vs_l1),
    _alone("s5.l1_maxout", "L1 decay on a maxout network", section5_l1.l1_maxout),
    _alone("fig2.logistic", "Logistic regression, 3 against 7", section5.logistic),
    _alone("s6.objective", "Training on J and on J~", section6.training),
    _alone("s6.1600.adv", "1600 units, epoch by epoch", section6_wide.along),
    _alone("s6.robust", "Before and after, attack by attack", section6.robust),
    _alone("s6.transfer", "Transfer between the two networks", section6.transfer),
    _alone("fig3.filters", "First-layer filters", filters.filters),
    Figure("s6.noise", "Noise is no substitute", "s6.noise.sign",
           ("s4.maxout", "s6.noise.sign", "s6.noise.uniform"), section6.noise_controls,
           also=("s6.objective",)),
    _alone("s6.noise.dot", "What noise does to a score", section6.noise_dot),
    _alone("s6.capacity", "Who can learn to resist", section6.capacity),
    _alone("s6.differentiable", "Trained through the perturbation",
           section6_perturbed.differentiable),
    _alone("s6.hidden", "Perturbed inside the network", section6_hidden.hidden),
    _alone("s7.rbf", "How sure, and of what", section7_8.confidence),
    _alone("s7.deep", "Deep and strongly quadratic, by SGD", section7_8.deep),
    _alone("fig4.trace", "The logits along eps", section7_8.trace),
    Figure("s8.agreement", "Which class others name", "s8.maxout_wrong",
           ("s8.maxout_wrong", "s8.both_wrong"), section8_a.agreement),
    Figure("sA.rubbish", "Digits seen in noise", "sA.maxout_softmax",
           tuple(id for id, *_ in section8_a.TOPS), section8_a.rubbish),
    _alone("sA.fooling_mnist", "From noise to a class in one step", appendix.fooling),
    _alone("sA.trained", "Trained on noise, and one step away from it", appendix.trained),
)


def draw_figures(results, folder, *, only=None, earlier=None):
    """Draw into OUT/figures what the results allow, as PNG, and as PDF for print.  -> {name: Drawn}

    results: {id: [Result by seed]}, as loaded. only: a claim's id; then just the figures that show
    it. earlier: what other calls gave for OUT; figures whose results are the same stay as they are.
    """
    from matplotlib import style
    folder, drawn = Path(folder) / "figures", {}
    folder.mkdir(parents=True, exist_ok=True)
    with style.context(["default", STYLE]):
        for figure in FIGURES:
            asked_for = only is None or only in figure.needs + figure.also
            if not asked_for or not Found(results).has(*figure.needs):
                continue
            before, rests_on = (earlier or {}).get(figure.name), figure.rests_on(results)
            path, printed = (folder / f"{figure.name}.{kind}" for kind in ("png", "pdf"))
            if before and before.rests_on == rests_on and path.exists() and printed.exists():
                drawn[figure.name] = before
            elif drawing := _drawn(figure, found := Found(rests_on)):
                drawing = drawing._replace(seen=drawing.seen + found.remark())
                save(drawing, path)
                save_for_print(drawing, printed)
                drawn[figure.name] = Drawn(figure, path, drawing, rests_on)
    return drawn


def _drawn(figure, found):
    """-> Drawing or None.  ValueError that names the results: arrays of another form."""
    try:
        return figure.draw(found)
    except MissingData:
        raise
    except (TypeError, AttributeError, LookupError, ValueError, ArithmeticError, StopIteration
            ) as error:
        if not found.asked:
            raise
        files = ", ".join(f"{result.id}.seed{result.seed}.json" for result in found.asked)
        raise ValueError(f"data in {files} must have the form that its experiment writes, to be "
                         f"drawn as {figure.name} ({error}); delete it and run that again"
                         ) from error


__all__ = ["FIGURES", "Figure", "Drawing", "Drawn", "Found", "draw_figures"]
