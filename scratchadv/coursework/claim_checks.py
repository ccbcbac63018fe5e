"""How the experiment of assignment 6 is judged: by the ledger, and beside our own measurement.

measured is what the student's experiment gave for a small lab, {key: number}; the claim is one of
originals_claim.EXPERIMENTS.
"""
import functools
import math

from scratchadv.claims import CLAIMS, verdict
from scratchadv.coursework.originals_claim import EXPERIMENTS
from scratchadv.coursework.small_lab import small_lab

# Two experiments differ by chance in what they draw: five standard deviations of the difference
# for 1,000 draws.  All else they have in common, but for one digit of 500 that lies on the fence.
ROOM = {"rubbish_error": .1, "rubbish_confidence": .06, "dot.mean": .015, "dot.over_l2": .2,
        "dot.over_l1": .012, "lowers_J": .15}
ONE_DIGIT, ITS_CONFIDENCE = .0021, .0005
DRAWN = ("sA.softmax", "s6.noise.dot")


def complete(wanted, got, gives):
    """The ledger takes it: every key is there, each a finite number or None, rates as fractions."""
    return fault(got.values["CLAIM"], got.values["measured"])


def numbers(wanted, got, gives):
    """Every number is ours, but for chance."""
    id, measured = got.values["CLAIM"], got.values["measured"]
    return fault(id, measured) or differing(id, measured, lab_of(wanted))


def seeded(wanted, got, gives):
    """The seed of the lab decides all that is drawn, and nothing else."""
    id, (one, again, other) = got.values["CLAIM"], got.values["measured"]
    sentence = fault(id, one) or fault(id, again) or fault(id, other)
    if sentence:
        return sentence
    if not same(one, again):
        return "the same lab, measured twice, must give the same numbers"
    if id in DRAWN and same(one, other):
        return "the same networks with another seed must give other numbers: the draws are others"
    if id not in DRAWN and not same(one, other):
        return "the same networks with another seed must give the same numbers: nothing is drawn"


def judged(wanted, got, gives):
    """The ledger's verdict over the seeds is one that our measurement allows."""
    id, measured = got.values["CLAIM"], got.values["measured"]
    faults = [found for found in (fault(id, one) for one in measured) if found]
    if faults:
        return faults[0]
    word, allowed = word_of(id, measured), words_of_ours(id, tuple(
        lab.seed for lab in wanted.values["labs"]))
    if word not in allowed:
        return f"the ledger says {word!r} of these numbers, and {' or '.join(allowed)!r} of ours"


# -- what they are made of

def lab_of(wanted):
    """The lab that the case was about: reference programs have it itself, not a stand-in."""
    return wanted.values["labs"][0]


def fault(id, measured):
    """Why the ledger does not take it, or None."""
    if not isinstance(id, str) or id not in EXPERIMENTS:
        return f"CLAIM must be one of {', '.join(EXPERIMENTS)}, got {id!r}"
    if not isinstance(measured, dict):
        return "experiment must return a dict, {key: number}"
    odd = [key for key, value in measured.items()
           if value is not None and (isinstance(value, (bool, str)) or not is_number(value))]
    if odd:
        return f"{odd[0]} must be one number, or None where there is nothing to average"
    try:
        word_of(id, [measured])
    except ValueError as error:
        return str(error).partition("; run the experiment again")[0]


def word_of(id, by_seed):
    """The ledger's verdict on measurements, one a seed.  ValueError where it takes them not."""
    entries = [{key: {"value": None if value is None else float(value)}
                for key, value in measured.items()} for measured in by_seed]
    return verdict(CLAIMS[id], dict(enumerate(entries))).word


def ours(id, seed):
    """What the package's experiment gives, made once."""
    return dict(_ours(id, seed))


@functools.cache
def _ours(id, seed):
    return {key: float(value) if value is not None else None
            for key, value in EXPERIMENTS[id](small_lab(seed)).items()}


def words_of_ours(id, seeds):
    """The verdicts on our own numbers, and on those as far off as chance may bring them."""
    found = []
    for shift in (0, 1, -1):
        moved = [{key: value if value is None else value + shift * room(key)
                  for key, value in ours(id, seed).items()} for seed in seeds]
        found.append(word_of(id, [{key: value if value is None else max(-1., min(1., value))
                                   if shift else value for key, value in one.items()}
                                  for one in moved]))
    return tuple(dict.fromkeys(found))


def room(key):
    """How far two right measurements may lie apart."""
    return ROOM.get(key, ITS_CONFIDENCE if key.startswith("confidence") else ONE_DIGIT)


def differing(id, measured, lab):
    """Which number is not ours, or None."""
    mine = ours(id, lab.seed)
    for key in CLAIMS[id].keys():
        if not near(measured[key], mine[key], room(key)):
            return (f"{key} is {measured[key]:.4g}, and our own measurement says {mine[key]:.4g} "
                    f"+- {room(key):g}" if None not in (measured[key], mine[key])
                    else f"{key} must be {'None' if mine[key] is None else 'a number'}")


def near(a, b, room):
    """Whether two values agree; None agrees with None alone."""
    return a is None and b is None or None not in (a, b) and math.isclose(
        a, b, rel_tol=0, abs_tol=room)


def same(a, b):
    """Whether two measurements agree bit by bit."""
    return isinstance(a, dict) and isinstance(b, dict) and a.keys() == b.keys() and all(
        near(a[key], b[key], 0) for key in a)


def is_number(value):
    """Whether it is one real number."""
    try:
        return getattr(value, "shape", ()) == () and isinstance(float(value), float)
    except (TypeError, ValueError):
        return False
