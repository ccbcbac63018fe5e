"""The ledger as words: what HTML and Markdown both print, and nothing of how they print it."""
import math
import re
from typing import NamedTuple

from scratchadv.claims import SECTIONS, Claim, verdict
from scratchadv.metrics import wilson_interval

VARIANTS = {
    "exact": "exact sign", "float32": "single precision", "float32.clipped": "clipped",
    "exact.clipped": "clipped, exact", "float32.predicted": "y predicted",
    "exact.predicted": "y predicted, exact", "pgd20": "PGD-20",
}
MARKED = {"unpublished": " (unpublished)", "figure": " (read off the figure)"}
NOTHING = "\N{EM DASH}"
INTERVAL = "Wilson"


class Cell(NamedTuple):
    """A number, and in small print what it rests on."""

    main: str
    fine: str = ""


class Row(NamedTuple):
    """One quantity of a claim.  judged: the number that the rule was held against.  alone: at how
    many seeds the rule holds, and of how many."""

    label: str
    paper: str
    measured: Cell
    exact: Cell
    beside: tuple[tuple[str, str], ...]
    rule: str
    word: str
    judged: str = NOTHING
    alone: tuple[int, int] = (0, 0)


class Entry(NamedTuple):
    """One claim with its verdict, its rows and the results they come from."""

    claim: Claim
    word: str
    rows: tuple[Row, ...]
    results: tuple


def ledger(results):
    """{id: [Result by seed]} -> {section title: [Entry]}: every claim, in the paper's order."""
    return {title: [entry(claim, results.get(claim.id, [])) for claim in section]
            for title, section in SECTIONS.items()}


def entry(claim, results):
    """One claim judged on its results, one a seed."""
    judged = verdict(claim, {result.seed: result.measured for result in results})
    if judged.judged:
        rows = tuple(_row(each) for each in judged.judged)
    else:
        rows = tuple(Row(quantity.label, _paper(quantity), Cell(NOTHING), Cell(NOTHING), (),
                         _rule(quantity), judged.word) for quantity in claim.quantities)
    return Entry(claim, judged.word, rows, tuple(results))


def _row(judged):
    quantity, key = judged.quantity, judged.quantity.key
    named = {each.key: each for each in judged.beside}
    if judged.minus:
        measured, exact, used = _difference(judged), _exact_difference(judged, named), ()
    elif key.endswith(".exact") and key.replace(".exact", ".float32") in named:
        used = (key.replace(".exact", ".float32"),)
        measured = number(quantity.unit, named[used[0]])
        exact = number(quantity.unit, judged.measured)
    elif "exact" in key.split("."):
        measured, exact, used = Cell(NOTHING), number(quantity.unit, judged.measured), ()
    else:
        used = (key.replace(".float32", ".exact"),)
        measured = number(quantity.unit, judged.measured)
        exact = number(quantity.unit, named[used[0]]) if used[0] in named else Cell(NOTHING)
    beside = tuple((_name(each.key, key), number(quantity.unit, each).main)
                   for each in judged.beside if each.key not in used)
    held = measured if judged.minus else number(quantity.unit, judged.measured)
    return Row(quantity.label, _paper(quantity), measured, exact, beside, _judged_by(judged),
               judged.word, held.main, judged.alone)


def number(unit, measured):
    """A measured number with its interval and n, or its spread over the seeds."""
    if measured.mean is None:
        return Cell("none", "nothing to measure")
    fine = []
    if measured.seeds > 1:
        fine.append(f"sd {_plain(unit, measured.sd)}, {_plain(unit, measured.lo)} to "
                    f"{_plain(unit, measured.hi)}, {measured.seeds} seeds")
        if measured.sd > 0:
            low, high = (_plain(unit, end) for end in measured.of_mean)
            fine.append(f"of the mean {low} to {high}")
    interval = _interval(unit, measured)
    if interval:
        fine.append(f"{INTERVAL} {_plain(unit, interval[0])} to {_plain(unit, interval[1])}")
    if measured.n:
        fewest, most = (f"{n:,}" for n in measured.n)
        fine.append(f"n {fewest}" + (f" to {most}" if most != fewest else ""))
    return Cell(_with_unit(unit, measured.mean), ", ".join(fine))


def _interval(unit, measured):
    """Wilson's: as measured for one seed, of the mean at one seed's n, the fewest, for several."""
    if measured.seeds == 1 or not (measured.is_share and measured.n and unit == "%"):
        return measured.interval
    n = measured.n[0]
    low, high = wilson_interval(round(measured.mean / 100 * n), n)
    return 100 * low, 100 * high


def _difference(judged):
    unit = judged.quantity.unit
    if judged.compared is None:
        return Cell("none", "nothing to measure")
    ends = f"{_plain(unit, judged.ends[0])} less {_plain(unit, judged.ends[1])}"
    return Cell(_signed(unit, judged.compared), f"{ends}, {_paired(judged)}")


def _signed(unit, difference):
    """A difference with its sign; of percentages it is points."""
    return _with_unit("points" if unit == "%" else unit, difference, "+")


def _paired(judged):
    if not judged.paired:
        return "1 seed"
    low, high = (_plain(judged.quantity.unit, end, "+") for end in judged.paired)
    zero = ", which holds 0" if judged.paired[0] <= 0 <= judged.paired[1] else ""
    return f"paired over {judged.pairs} seeds, 95 % interval {low} to {high}{zero}"


def _exact_difference(judged, named):
    """The same difference with the exact sign, where both ends were measured so."""
    first, second = (named.get(key.replace(".float32", ".exact"))
                     for key in (judged.quantity.key, judged.minus))
    both = judged.quantity.key.endswith(".float32") and first and second
    if not both or first.mean is None or second.mean is None:
        return Cell(NOTHING)
    unit = judged.quantity.unit
    return Cell(_signed(unit, first.mean - second.mean),
                f"{_plain(unit, first.mean)} less {_plain(unit, second.mean)}")


def _plain(unit, value, sign=""):
    return f"{value:{sign}.2f}" if unit in ("%", "points") else f"{value:{sign}.3g}"


def _with_unit(unit, value, sign=""):
    return f"{_plain(unit, value, sign)} {unit}".strip()


def _paper(quantity):
    if quantity.paper is None:
        return NOTHING
    above = "above " if quantity.rule and quantity.rule.hi == math.inf else ""
    marked = MARKED.get(quantity.mark, "")
    return f"{above}{quantity.paper:g} {quantity.unit}".strip() + marked


def _judged_by(judged):
    """The rule, and at how many seeds it holds, of several."""
    hits, seeds = judged.alone
    return _rule(judged.quantity) + (f" (holds at {hits} of {seeds} seeds)" if seeds > 1 else "")


def _rule(quantity):
    if quantity.rule is None:
        return "shown, not judged"
    ours = " [threshold ours]" if quantity.mark == "ours" else ""
    weaker = quantity.weaker.text if quantity.weaker else quantity.rule.text
    return (quantity.rule.text + ours
            + (f"; direction: {weaker}" if weaker != quantity.rule.text else ""))


def _name(key, judged_key):
    """A key printed beside another, in words: the part they share is left out."""
    stem = judged_key.removesuffix(".float32").removesuffix(".exact")
    if key.startswith(stem + "."):
        rest = key[len(stem) + 1:]
        return VARIANTS.get(rest, rest)
    words = ", ".join(VARIANTS.get(part, part) for part in re.split(r"\.(?!\d)", key))
    return words.replace("confidence_all", "on all").replace("_", " ")
