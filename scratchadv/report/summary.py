"""What stands at the top and at the end of both ledgers: counts, what differs, machines."""
from collections import Counter

from scratchadv.claims import (
    DIFFERS, DIRECTION, NOT_BUILT, NOT_RUN, REPRODUCED, SHOWN, VERDICTS,
)
from scratchadv.progress import time_text
from scratchadv.report.costs import seconds, with_new_trainings
from scratchadv.report.rows import NOTHING
from scratchadv.results import MNIST

SYMBOLS = {REPRODUCED: "\N{HEAVY CHECK MARK}", DIRECTION: "\N{CIRCLE WITH LEFT HALF BLACK}",
           DIFFERS: "\N{HEAVY BALLOT X}", NOT_RUN: "\N{WHITE CIRCLE}",
           NOT_BUILT: "\N{DOTTED CIRCLE}", SHOWN: "\N{MIDDLE DOT}"}
IN_SMALL_PRINT = ("In small print, or in brackets: sd and range over the seeds; of the mean, the "
                  "95 % interval of their mean (Student's; the test set is the same); Wilson, the "
                  "95 % interval of that share of one seed's n examples, the fewest where seeds "
                  "differ. A rule judges the mean; at how many seeds it holds stands beside it. "
                  "\"A less B\" is A minus B. Clipped: x~ is cut to [0, 1]; y predicted: the "
                  "attack takes the class that the network names for the label; PGD-20: twenty "
                  "small steps within the same eps. \"Measured\" is FGSM in single precision, "
                  "unless the row says otherwise; one targeted step from noise (sA.trained, "
                  "sA.fooling_mnist) is by the exact sign, section 3, s5.loss and fig4.trace are "
                  "in float64.")
REASONS = ("Notes say what the paper leaves open and what a number turns on. Why a number differs, "
           "as far as we know, stands claim by claim in docs/differences.md of the project.")
SMOKE = ("Profile smoke shows only that every experiment runs: its networks are hardly trained and "
         "its numbers mean nothing.")
NOT_MNIST = ("Not MNIST: the digits are those of the data set {} (a hash of its images and "
             "labels), also where the words below say MNIST. The paper's numbers, and the rules "
             "that judge, are of MNIST.")


def counts(sections):
    """How many claims have each verdict.  -> {word: number}, in the order of VERDICTS."""
    found = Counter(entry.word for entries in sections.values() for entry in entries)
    return {word: found[word] for word in VERDICTS}


def numbers_text(sections):
    """How many of the numbers that the paper prints, of networks that are built here, came out."""
    rows = [row for entries in sections.values() for entry in entries if entry.claim.built
            for quantity, row in zip(entry.claim.quantities, entry.rows)
            if quantity.paper is not None and quantity.mark == "P"]
    words = Counter(row.word for row in rows)
    measured = sum(words[word] for word in (REPRODUCED, DIRECTION, DIFFERS))
    share = f" ({words[REPRODUCED] / measured:.0%})" if measured else ""
    return (f"Numbers that the paper prints, of networks that are built here: {words.total()}; "
            f"measured {measured}; reproduced {words[REPRODUCED]}{share}, direction holds "
            f"{words[DIRECTION]}, differs {words[DIFFERS]}.{_single_seeds(rows)}")


def _single_seeds(rows):
    """Means are judged; what single seeds would have brought.  -> a sentence, or nothing"""
    shares = [row.alone[0] / row.alone[1] for row in rows if row.alone[1] > 1]
    if not shares:
        return ""
    return f" Judged by single seeds instead of their mean: {sum(shares) / len(shares):.0%}."


def differing(sections):
    """Claims that differ, then those whose direction alone holds, each with its failing rows."""
    found = [entry for entries in sections.values() for entry in entries
             if entry.word in (DIFFERS, DIRECTION)]
    found.sort(key=lambda entry: entry.word != DIFFERS)
    return [(entry, [_failing(row) for row in entry.rows if row.word in (DIFFERS, DIRECTION)])
            for entry in found]


def _failing(row):
    wanted = "" if row.paper == NOTHING else f"paper {row.paper}, "
    return f"{row.label}: {row.judged} ({wanted}judged by: {row.rule})"


def note(entry):
    """The claim's note as a sentence of its own, or nothing."""
    text = entry.claim.note.strip()
    return f"Note: {text}" if text else ""


def warning(results):
    """What to say first of results that mean nothing or are not of MNIST, or nothing."""
    runs = [run for found in results.values() for run in found]
    said = [SMOKE] if any(run.profile == "smoke" for run in runs) else []
    said += [NOT_MNIST.format(other) for other in {run.dataset for run in runs} - {MNIST}]
    return " ".join(said)


def headline(results):
    """Profile, seeds and time in one sentence."""
    runs = [result for found in results.values() for result in found]
    if not runs:
        return "Nothing has been run yet."
    fewest, most = (function(map(len, results.values())) for function in (min, max))
    seeds = (f"{fewest} to {most} seeds" if fewest < most else
             f"{most} seeds" if most > 1 else "1 seed")
    claims = f"{len(results)} claims" if len(results) > 1 else "1 claim"
    return (f"Profile {runs[0].profile}, {claims} measured at {seeds} "
            f"in {time_text(seconds(results))} of computing.")


def machines(results):
    """One line for each machine and set of versions that produced results, with its time."""
    def line(run):
        versions = ", ".join(f"{name} {version}" for name, version in run.versions.items())
        return f"{_cores(run)}, {run.dtype}; {versions}"
    return [f"{each}; {time} of computing, added up over processes"
            for each, time in _times(results, line)]


def processors(results):
    """Processors, cores and the time that they computed, in one sentence."""
    each = [f"{line}, {time}" for line, time in _times(results, _cores)]
    return f"Computed on {'; '.join(each)} (times of processes that ran side by side are added up)."


def _cores(run):
    return f"{run.cpu or 'unknown processor'}, {run.cores} core{'s' if run.cores > 1 else ''}"


def _times(results, line):
    """A training counts where it first appears.  -> pairs of line(run) and the time of all such"""
    found = {}
    for run, new in with_new_trainings(results):
        spent = run.seconds + sum(seconds for _, seconds in new)
        found[line(run)] = found.get(line(run), 0) + spent
    return [(each, time_text(total)) for each, total in found.items()]
