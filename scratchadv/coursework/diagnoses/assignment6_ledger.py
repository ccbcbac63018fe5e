"""Mistakes of assignment 6: intervals, and the ledger's rule."""
import numpy as np

from scratchadv.claims.rules import half_width
from scratchadv.coursework.diagnosis import mistake, symptom


# -- 6.1

@mistake("interval of a large sample",
         "Your {name} is k/n with a symmetric interval, which at k = 0 has no width: solve the "
         "equation for p, with p (1 - p) under the root, not k/n (1 - k/n).", tasks=("6.1",))
def wald(e):
    k, n, z = _sample(e)
    share, half = k / n, z * np.sqrt(k / n * (1 - k / n) / n)
    for low, high in ((share - half, share + half),
                      (max(0, share - half), min(1, share + half))):
        yield _end(e, low, high)


@mistake("centre at k/n",
         "Your {name} lies around k/n: which value of p is halfway between the two solutions?",
         tasks=("6.1",))
def centre(e):
    k, n, z = _sample(e)
    for divisor in (n + z * z, n):
        half = z * np.sqrt(k * (n - k) / n + z * z / 4) / divisor
        yield _end(e, k / n - half, k / n + half)


@mistake("z z where n stands",
         "Your {name} is divided by n: which number stands before p^2 in the equation?",
         tasks=("6.1",))
def divided_by_n(e):
    k, n, z = _sample(e)
    half = z * np.sqrt(k * (n - k) / n + z * z / 4)
    yield _end(e, (k + z * z / 2 - half) / n, (k + z * z / 2 + half) / n)


@mistake("a term of the quadratic formula",
         "Your {name} has a slip in one term of the solution: write the equation as "
         "a p^2 + b p + c = 0 and put a, b and c into the formula anew.", tasks=("6.1",))
def quadratic(e):
    k, n, z = _sample(e)
    for added in (z * z / 2, z / 2, z * z, 0):
        wald = k * (n - k) / n
        for under in (wald + z * z / 4, wald, wald + z * z, wald + z / 4, n * wald + z * z / 4,
                      wald + z * z / 2):
            for half in (z * np.sqrt(under), z * under, np.sqrt(under), z * np.sqrt(under) / 2,
                         z * z * np.sqrt(under)):
                centre, all_n = k + added, n + z * z
                yield _end(e, (centre - half) / all_n, (centre + half) / all_n)


@mistake("argument ignored", "Your {name} is right for z = 1.96, whatever z is: where is the "
                             "argument used?", tasks=("6.1",))
def z_ignored(e):
    return e.rerun(z=1.96)


@mistake("ends exchanged", "Your low and high have changed places.", tasks=("6.1",))
def exchanged(e):
    if e.name in ("low", "high"):
        return e.given(e.part.run, {"low": "high", "high": "low"}[e.name])
    return e.wanted[::-1]


def _sample(e):
    return e.inputs["k"], e.inputs["n"], e.inputs["z"] if "z=z" in e.part.run else 1.96


def _end(e, low, high):
    """The end that is asked for."""
    return np.array({"low": low, "high": high, "ends": [low, high]}[e.name])


# -- 6.2

@mistake("a bound of the width",
         "Your half width has {which}: read the three bounds again, and put 0.1, 50 and 99.9 in.",
         tasks=("6.2",))
def width(e):
    for which, function in WIDTHS.items():
        if e.name == "half":
            yield np.array([function(paper) for paper in e.inputs["papers"]]), {"which": which}
        else:
            yield _words(e, width=function), {"which": which}


WIDTHS = {
    "no smallest value": lambda p: min(5., .5 * min(p, 100 - p)),
    "no largest value": lambda p: max(.5, .5 * min(p, 100 - p)),
    "the whole distance to the nearer end": lambda p: max(.5, min(5., min(p, 100 - p))),
    "the distance to 0 alone": lambda p: max(.5, min(5., .5 * p)),
    "the distance to 100 alone": lambda p: max(.5, min(5., .5 * (100 - p))),
    "the farther end": lambda p: max(.5, min(5., .5 * max(p, 100 - p))),
    "max and min exchanged": lambda p: min(.5, max(5., .5 * min(p, 100 - p))),
    "5 points everywhere": lambda p: 5.,
    "half a point everywhere": lambda p: .5,
}


@mistake("fractions against percent",
         "Your words compare a fraction with percent: in which unit are `paper` and `weaker`?",
         tasks=("6.2",))
def fractions(e):
    yield _words(e, mean=lambda v: sum(v) / len(v))
    yield _words(e, weaker=e.inputs["weaker"] / 100)
    yield _words(e, weaker=100 * e.inputs["weaker"])


@mistake("sign of the difference", "Your words call everything {which} the paper's value "
         "reproduced: a band has two ends.", tasks=("6.2",))
def one_sided(e):
    yield _words(e, inside=lambda mean, paper, half: mean - paper <= half), {"which": "below"}
    yield _words(e, inside=lambda mean, paper, half: paper - mean <= half), {"which": "above"}


@mistake("seeds judged one by one",
         "Your words come from {which}: what is judged where there are several seeds?",
         tasks=("6.2",))
def one_by_one(e):
    for which, chosen in (("the first seed", lambda v: v[0]), ("the last seed", lambda v: v[-1]),
                          ("the best seed", max), ("the worst seed", min), ("the sum", sum),
                          ("the median seed", np.median)):
        yield _words(e, mean=lambda v, chosen=chosen: 100 * chosen(v)), {"which": which}
    for all_or_any, which in ((all, "every seed alone"), (any, "any of the seeds")):
        yield np.array([_word(e, v, paper, over=all_or_any) for v, paper in _cases(e)]), {
            "which": which}


@mistake("ends of the band",
         "Your words differ where a mean lies exactly on an end: do `within` and `above` take the "
         "end in?", tasks=("6.2",))
def ends(e):
    def within(mean, paper, half):
        return round(abs(mean - paper), 10) < half
    yield _words(e, inside=within)
    yield _words(e, weaker=np.nextafter(e.inputs["weaker"], 0))
    yield _words(e, inside=within, weaker=np.nextafter(e.inputs["weaker"], 0))


@mistake("weaker rule first",
         "Your words try the weaker rule before the stronger one: which word does a mean get that "
         "meets both?", tasks=("6.2",))
def weaker_first(e):
    codes, weak = _words(e), np.array([100 * np.mean(v) > e.inputs["weaker"] for v, _ in _cases(e)])
    yield np.where(weak, 1, codes)


@mistake("weaker rule turned",
         "Your words say {what}: which side of `weaker` is the direction of the claim?",
         tasks=("6.2",))
def weaker_turned(e):
    codes = _words(e)
    yield np.array([0, 2, 1])[codes], {"what": "differs for the direction, and the reverse"}
    yield np.where(codes == 1, 2, codes), {"what": "direction holds of none"}
    yield np.where(codes == 2, 1, codes), {"what": "differs of none"}


@symptom("another word",
         "A word of yours is not one of {words}: the report looks for these letters.",
         tasks=("6.2",))
def another_word(e):
    if e.name == "codes" and e.got is not None and (e.got == -1).any():
        return {"words": ", ".join(e.inputs["words"])}


def _cases(e):
    return list(zip(e.inputs["shares"], e.inputs["papers"]))


def _inside(mean, paper, half):
    return round(abs(mean - paper), 10) <= half


def _words(e, mean=lambda v: 100 * sum(v) / len(v), width=half_width, inside=_inside, weaker=None):
    """The codes of another rule."""
    weaker = e.inputs["weaker"] if weaker is None else weaker
    return np.array([0 if inside(mean(v), paper, width(paper)) else 1 if mean(v) > weaker else 2
                     for v, paper in _cases(e)])


def _word(e, shares, paper, over):
    if over(_inside(100 * v, paper, half_width(paper)) for v in shares):
        return 0
    return 1 if over(100 * v > e.inputs["weaker"] for v in shares) else 2
