"""Mistakes of assignment 6: the experiment, key by key."""
import numpy as np

from scratchadv.claims import CLAIMS
from scratchadv.coursework.diagnosis import symptom

Q = ("6.5",)


@symptom("unknown claim",
         "Your CLAIM is {claim!r}, and it must be one of {ids}.", tasks=Q)
def unknown_claim(e):
    if e.failure is None and e.outcome.values["CLAIM"] not in _checks().EXPERIMENTS:
        return {"claim": e.outcome.values["CLAIM"], "ids": ", ".join(_checks().EXPERIMENTS)}


@symptom("no dict", "Your experiment gives no dict: which key belongs to which number?", tasks=Q)
def no_dict(e):
    if e.failure is None and not all(isinstance(one, dict) for one in _all(e)):
        return {}


@symptom("keys missing",
         "Your experiment leaves out {keys}: the handout lists every key of {claim}.", tasks=Q)
def keys_missing(e):
    claim, measured = e.outcome.values["CLAIM"], _all(e)[0]
    missing = [key for key in CLAIMS[claim].keys() if key not in measured]
    return {"keys": ", ".join(missing), "claim": claim} if missing else None


@symptom("percent for fractions",
         "Your {key} is {got:.4g}: results hold fractions, and the report turns them into percent.",
         tasks=Q)
def percent(e):
    for key, got, wanted in _wrong(e, any_part=True):
        if wanted and got is not None and abs(got / 100 - wanted) <= _checks().room(key):
            return {"key": key, "got": got}


@symptom("an array for a number",
         "Your {key} is no single number: over what is the mean still to be taken?", tasks=Q)
def no_number(e):
    for measured in _all(e):
        for key, value in measured.items():
            if value is not None and not _checks().is_number(value):
                return {"key": key}


@symptom("variants mixed up",
         "Your {key} is what {other} should be: what is different about the two?", tasks=Q)
def variants_mixed_up(e):
    checks, ours = _checks(), _ours(e)
    for key, got, _ in _wrong(e):
        for other, value in ours.items():
            if other != key and checks.near(got, value, checks.ITS_CONFIDENCE):
                return {"key": key, "other": other}


@symptom("right for wrong",
         "Your {key} is 1 minus what it should be: which of the two does the key count?", tasks=Q)
def right_for_wrong(e):
    for key, got, wanted in _wrong(e):
        if None not in (got, wanted) and abs(1 - got - wanted) <= _checks().room(key):
            return {"key": key}


@symptom("threshold forgotten",
         "Your rubbish_error takes every input for an error: how much probability makes a class "
         "seen?", tasks=Q)
def threshold_forgotten(e):
    return {} if _all(e)[0]["rubbish_error"] == 1 and _wrong(e) else None


@symptom("confidence on all",
         "Your rubbish_confidence is the mean over all inputs: where does the network err?",
         tasks=Q)
def confidence_on_all(e):
    for key, got, _ in _wrong(e):
        if key == "rubbish_confidence" and abs(got - _of_noise(e).max(axis=1).mean()) < .02:
            return {}


@symptom("another kind of noise",
         "Your {key} is {got:.3g}: from which distribution are the samples drawn, {wanted}?",
         tasks=Q)
def another_noise(e):
    for key, got, wanted in _wrong(e):
        if key in ("rubbish_error", "rubbish_confidence") and (got is None or got < wanted):
            return {"key": key, "got": got, "wanted": "N(0, I) or another, narrower one"}
        if key == "dot.over_l2" and abs(got - wanted / 3 ** .5) < .06:
            return {"key": key, "got": got, "wanted": "signs or a uniform one"}
        if key == "dot.mean":
            return {"key": key, "got": got, "wanted": "one of mean 0 or one to a side"}


@symptom("eps counted otherwise",
         "Your {key} is {factor:.3g} times ours: how often does eps enter, and does it cancel?",
         tasks=Q)
def eps_factor(e):
    for key, got, wanted in _wrong(e):
        for factor in (.25, 4, .0625, 16):
            if key.startswith("dot.over") and abs(got / wanted / factor - 1) < .1:
                return {"key": key, "factor": factor}


@symptom("chance from elsewhere",
         "The same lab gives you two results: does all that is drawn come from lab.seed?", tasks=Q)
def not_from_seed(e):
    measured = _all(e)
    if e.part.name == "seeds honoured" and not _checks().same(measured[0], measured[1]):
        return {}


@symptom("seed fixed inside",
         "Your result is the same for another lab.seed: where does the seed enter your draws?",
         tasks=Q)
def one_seed(e):
    measured = _all(e)
    if e.part.name in ("seeds honoured", "verdict") and _checks().same(measured[0], measured[-1]):
        return {}


@symptom("another number",
         "Your {key} is {got:.4g}, where our own measurement has {wanted:.4g}: on which digits, "
         "with which labels, and over which examples is it counted?", tasks=Q)
def another_number(e):
    for key, got, wanted in _wrong(e):
        if None not in (got, wanted):
            return {"key": key, "got": got, "wanted": wanted}


def _checks():
    from scratchadv.coursework import claim_checks    # here: it takes time to import
    return claim_checks


def _all(e):
    """What was measured, as a list."""
    measured = e.outcome.values["measured"]
    return measured if isinstance(measured, list) else [measured]


def _ours(e):
    """Our own measurement of the first lab."""
    return _checks().ours(e.outcome.values["CLAIM"], e.inputs["labs"][0].target.seed)


def _wrong(e, any_part=False):
    """(key, theirs, ours) of every key whose number is not ours, where a part judges numbers."""
    checks, ours = _checks(), _ours(e)
    if e.part.name == "seeds honoured" and not any_part:
        return []
    return [(key, _all(e)[0][key], ours[key]) for key in CLAIMS[e.outcome.values["CLAIM"]].keys()
            if not checks.near(_all(e)[0][key], ours[key], checks.room(key))]


def _of_noise(e):
    """What the network makes of noise.  -> (N, C)"""
    z = np.random.default_rng(0).standard_normal((1_000, 784))
    return e.inputs["labs"][0].target.softmax.probabilities(z)
