"""Mistakes of assignment 5: confidence on mistakes, agreement, rubbish."""
import numpy as np

from scratchadv.coursework.checks import as_array
from scratchadv.coursework.diagnosis import mistake, symptom


@symptom("nothing to average",
         "Where there is nothing to average your function gives {got}: None says that there is "
         "nothing, and a number would enter tables as if it were measured.",
         tasks=("5.7", "5.8", "5.9"))
def nothing_to_average(e):
    if e.failure is None:
        for name in e.part.gives:
            got = as_array(e.outcome.values[name])
            if e.ours.values[name] is None and got is not None:
                return {"got": got}
    elif e.failure.type == "ZeroDivisionError":
        return {"got": "a division by zero"}


# -- 5.7

@mistake("confidence on all",
         "Your {name} is the mean over all examples: over which does the paper take it?",
         tasks=("5.7", "5.9"))
def on_all(e):
    return e.inputs["p"].max(axis=1).mean() if e.name == "confidence" else None


@mistake("confidence where right",
         "Your {name} is that of the right answers: where is the network wrong?", tasks=("5.7",))
def where_right(e):
    p, y = e.fresh("p", "y")
    return _mean(p.max(axis=1)[p.argmax(axis=1) == y])


@mistake("probability of the true label",
         "Your {name} is what the network gives the true label: how sure is it of what it says?",
         tasks=("5.7",))
def of_the_label(e):
    p, y = e.fresh("p", "y")
    rows = np.arange(len(y))
    true = p[rows, y][p.argmax(axis=1) != y]
    yield _mean(true)
    yield _mean(1 - true)
    yield p[rows, y].mean()


@mistake("rows made to sum to 1",
         "Your {name} divides each row by its sum: must independent detectors share one "
         "probability?", tasks=("5.7", "5.9"))
def normalised(e):
    p = e.inputs["p"]
    yield e.rerun(p=p / p.sum(axis=1, keepdims=True))
    exps = np.exp(p)
    yield e.rerun(p=exps / exps.sum(axis=1, keepdims=True))


@mistake("divided by all",
         "Your {name} is a sum over some examples divided by the number of all: of how many is it "
         "the mean?", tasks=("5.7", "5.8", "5.9"))
def divided_by_all(e):
    if e.task.id == "5.7":
        p, y = e.fresh("p", "y")
        wrong = p.argmax(axis=1) != y
        yield (p.max(axis=1) * wrong).mean()
        yield (p.max(axis=1) * wrong).sum()
    elif e.task.id == "5.9":
        sure = e.inputs["p"].max(axis=1)
        yield (sure * (sure > .5)).mean() if e.name == "confidence" else None
    else:
        said, named, y = e.fresh("said", "named", "y")
        yield ((said == named) & (named != y)).mean()


@mistake("not the mean",
         "Your {name} is the {which} where the mean is asked for.", tasks=("5.7",))
def not_the_mean(e):
    p, y = e.fresh("p", "y")
    sure = p.max(axis=1)[p.argmax(axis=1) != y]
    yield sure.max(), {"which": "largest"}
    yield np.sort(sure)[len(sure) // 2], {"which": "median"}
    yield sure.sum(), {"which": "sum"}


@mistake("error for confidence",
         "Your {name} is how often the network errs: how sure is it where it errs?", tasks=("5.7",))
def error_for_confidence(e):
    p, y = e.fresh("p", "y")
    yield (p.argmax(axis=1) != y).mean()


# -- 5.8

@mistake("agreement over all",
         "Your {name} is counted over all examples: where both are right they agree without a "
         "lesson. Which examples count?", tasks=("5.8",))
def over_all(e):
    said, named, _ = e.fresh("said", "named", "y")
    return (said == named).mean()


@mistake("the other network's mistakes",
         "Your {name} is counted where the {which}: whose mistakes select the examples?",
         tasks=("5.8",))
def other_mistakes(e):
    said, named, y = e.fresh("said", "named", "y")
    a, b = said != y, named != y
    for where, which in ((a, "first errs"), (b, "second errs"), (a | b, "one or the other errs"),
                         (a ^ b, "just one errs"), (a & b, "both err"), (~a, "first is right"),
                         (~b, "second is right"), (~a & ~b, "both are right")):
        yield _mean((said == named)[where]), {"which": which}


@mistake("right or wrong alike",
         "Your {name} asks whether both are right or both wrong: do two mistakes agree that name "
         "different classes?", tasks=("5.8",))
def right_or_wrong_alike(e):
    said, named, y = e.fresh("said", "named", "y")
    a, b = said != y, named != y
    yield (a == b).mean()
    yield (a & b).mean()
    yield (a & b).sum() / b.sum()
    yield (a & b).sum() / (a | b).sum()
    yield _mean(a[b])


@mistake("compared with the truth",
         "Your {name} compares with the true label: whose answers are to agree?", tasks=("5.8",))
def with_the_truth(e):
    said, named, y = e.fresh("said", "named", "y")
    for where in (named != y, said != y, np.ones(len(y), bool)):
        yield _mean((said == y)[where])
        yield _mean((said != y)[where])
        yield _mean((named == y)[where])


@mistake("disagreement", "Your {name} counts where they differ: when do two networks agree?",
         tasks=("5.8",))
def disagreement(e):
    return 1 - e.wanted


# -- 5.9

@mistake("threshold forgotten",
         "Your {name} takes every input for an error: how much probability makes a class seen?",
         tasks=("5.9",))
def threshold_forgotten(e):
    sure = e.inputs["p"].max(axis=1)
    yield np.asarray(1.) if e.name == "error" else sure.mean()


@mistake("classes counted, not inputs",
         "Your {name} counts every class that is seen: how many errors is an input in which two "
         "classes are seen?", tasks=("5.9",))
def classes_counted(e):
    p = e.inputs["p"]
    if e.name == "error":
        yield (p > .5).mean()
        yield (p > .5).sum() / len(p)
    yield _mean(p[p > .5])


@mistake("sum over the classes",
         "Your {name} adds up the classes' probabilities: what makes one class seen?",
         tasks=("5.9",))
def summed(e):
    total = e.inputs["p"].sum(axis=1)
    yield _mean(total > .5 if e.name == "error" else total[total > .5])


@mistake("another threshold",
         "Your {name} is right for the threshold {threshold:.3g}: above what is a class seen?",
         tasks=("5.9",))
def another_threshold(e):
    p = e.inputs["p"]
    for threshold in (1 / p.shape[1], .1, .9, .95, .99, .05, .2, .25, .3, .4, .6, .7, .75, .8):
        sure = p.max(axis=1)
        fooled = sure > threshold
        yield _mean(fooled if e.name == "error" else sure[fooled]), {"threshold": threshold}


@mistake("nothing seen counted as the error",
         "Your {name} is that of the inputs in which no class is seen: on rubbish, what is right?",
         tasks=("5.9",))
def seen_for_unseen(e):
    sure = e.inputs["p"].max(axis=1)
    yield _mean(sure <= .5 if e.name == "error" else sure[sure <= .5])


@mistake("count or percent",
         "Your {name} is {factor:g} times the share: a share lies between 0 and 1.",
         tasks=("5.7", "5.8", "5.9"))
def count(e):
    size = len(e.inputs["p"] if "p" in e.inputs else e.inputs["y"])
    for factor in (size, 100):
        yield factor * e.wanted, {"factor": factor}


def _mean(values):
    """Of at least one value, else None."""
    return values.mean() if len(values) else None
