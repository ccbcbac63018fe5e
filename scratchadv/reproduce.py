"""`scratchadv reproduce`: job after job, figures as they come, the report at last."""
import contextlib
import difflib
import statistics
import time

from scratchadv import claims, experiments, figures, files, report
from scratchadv.experiments.digits import Digits
from scratchadv.experiments.lab import Lab
from scratchadv.progress import time_text
from scratchadv.report.rows import NOTHING, entry, ledger
from scratchadv.report.summary import SYMBOLS, counts
from scratchadv.results import load_results, read_result, result_path
from scratchadv.second_process import second_process


def select(words, profile):
    """Claim ids in the order of the run, from ids and beginnings of ids (s4, s6.noise).

    ValueError for a word that is neither, or that names only claims without an experiment, or only
    such as are not measured at that profile.
    """
    left_out, chosen = set(experiments.NOT_AT.get(profile, ())), set()
    for word in words:
        found = {id for id in claims.CLAIMS if id == word or id.startswith(f"{word}.")}
        if not found:
            near = difflib.get_close_matches(word, claims.CLAIMS, n=3)
            hint = (f"near it {'are' if near[1:] else 'is'} {', '.join(near)} (`scratchadv claims` "
                    "lists them all)" if near else "`scratchadv claims` lists them all")
            raise ValueError(f"ID must be a claim or a section, got {word!r}; {hint}")
        if found.isdisjoint(experiments.EXPERIMENTS):
            ours = ", ".join(id for id in experiments.EXPERIMENTS if id.startswith(word))
            raise ValueError(f"{word} is not built yet: it stands in the ledger, without an "
                             f"experiment ({f'{ours} has; ' if ours else ''}`scratchadv claims` "
                             "tells which are built)")
        if found <= left_out:
            raise ValueError(f"{word} trains too long for the {profile} profile; measure it with "
                             "--profile paper")
        chosen |= found
    return [id for id in experiments.EXPERIMENTS
            if id not in left_out and (id in chosen or not words)]


def possible(ids, digits, *, named, stream):
    """ids without those for which these digits do not suffice; the stream is told.  -> list

    ValueError for one of `named`, or where none is left.
    """
    left = list(ids)
    for id, fewest in experiments.IMAGES.items():
        if id in ids and digits.folder is not None and digits.images < fewest:
            sentence = (f"{id} needs {fewest:,} training images or more, got {digits.images:,} in "
                        f"{digits.folder}")
            left.remove(id)
            if id in named or not left:
                raise ValueError(sentence)
            stream.write(f"left out: {sentence}\n")
    return left


def make_labs(profile, seeds, out, *, data=None):
    """One Lab a seed: they share the digits, of MNIST or from the folder data, and the folder out.
    """
    digits = Digits(profile, data)
    return [Lab(profile, seed, out, digits=digits) for seed in seeds]


def run(ids, labs, out, *, stream, processes=1):
    """Run every job, one claim at one seed, that is not done; then write the report.  -> 0

    processes: 1, or 2 for a second one that does the jobs from the last on.
    """
    began, jobs = time.monotonic(), [(id, lab) for lab in labs for id in ids]
    _check_folder(out, labs[0], {(id, lab.seed) for id, lab in jobs})
    out.mkdir(parents=True, exist_ok=True)
    kept, drawn = [experiments.done(id, lab) for id, lab in jobs], {}
    with _beside_a_second(jobs, kept, out, stream, processes) as look:
        for i, (id, lab) in enumerate(jobs):
            head = f"[{i + 1:2}/{len(jobs)}] {id:17}" + (f"seed {lab.seed}  " if labs[1:] else "")
            if kept[i]:
                stream.write(f"{head} kept from an earlier run\n")
                continue
            lab.progress.label = f"{id}: "
            experiments.run_once(id, lab)
            lab.progress.close()
            result = read_result(result_path(out, id, lab.seed))
            stream.write(f"{head} {_outcome(result)}, {time_text(result.seconds)}\n")
            stream.flush()
            drawn |= figures.draw_figures(load_results(out), out, only=id, earlier=drawn)
            look()
    html = report.write_report(out, earlier=drawn)
    found = counts(ledger(load_results(out)))
    if labs[0].profile == "smoke":
        stream.write("\nThe smoke profile only shows that everything runs: "
                     "its numbers mean nothing.")
    stream.write("\n" + ", ".join(f"{number} {word}" for word, number in found.items() if number)
                 + f"\nin {time_text(time.monotonic() - began)}\n\n"
                 f"figures  {out / 'figures'}\nledger   {out / 'ledger.md'}\nreport   {html}\n")
    return 0


def _beside_a_second(jobs, kept, out, stream, processes):
    """The block of a second process, if there is to be one, and work for two."""
    left = [(id, lab.seed) for (id, lab), done in zip(jobs, kept) if not done]
    if processes == 1 or len(left) < 2:
        return contextlib.nullcontext(lambda: None)
    return second_process(left, out, digits=jobs[0][1].digits, stream=stream)


def _check_folder(out, lab, running):
    """ValueError, before anything is written: out is no folder, or its results belong elsewhere.

    running: the (id, seed) of this run, whose own results are measured anew where they must be.
    """
    files.check_folder(out, "--out")
    for place in (out / name for name in ("results", "networks", "figures")):
        if place.exists() and not place.is_dir():
            raise ValueError(f"{place} must be a folder, or not there yet, got a file")
    lab.digits.load()                            # now: a wrong --data leaves no folder behind
    found = load_results(out) if (out / "results").is_dir() else {}
    kept = [result for results in found.values() for result in results]
    for result in kept[:1]:                      # they are all of one profile and data set
        for what, ours, theirs in (("profile", lab.profile, result.profile),
                                   ("data set", lab.data_name, result.dataset)):
            if theirs != ours:
                raise ValueError(f"--out must be a folder for {what} {ours}, got {out} with "
                                 f"results of {what} {theirs}; choose another")
    foreign = {result.id for result in kept if (result.id, result.seed) not in running
               and not lab.of_seed(result.seed).known_keys.issuperset(result.networks)}
    if foreign:
        raise ValueError(f"--out must be a folder for these recipes, got {out}, where "
                         f"{', '.join(sorted(foreign))} rest on others; choose another folder, or "
                         "run these again too")
    ledger({id: [run for run in runs if (run.id, run.seed) not in running]
            for id, runs in found.items()})      # what cannot be judged stops us now, not at last


def _outcome(result):
    """The verdict of one result, and the first of its numbers beside the paper's."""
    judged = entry(claims.CLAIMS[result.id], [result])
    first = judged.rows[0]
    paper = first.paper.replace(" (", ", ").rstrip(")")                   # "8 %, unpublished"
    paper = "" if paper == NOTHING else f" (paper {paper})"
    quantity = judged.claim.quantities[0]
    exact = ", exact sign" if quantity.key.endswith(".exact") and "less" not in first.label else ""
    return f"{SYMBOLS[judged.word]} {judged.word:16} {first.label}{exact}: {first.judged}{paper}"


def list_jobs(ids, labs, stream):
    """Print each job: done and how long it took, or missing and how long it is likely to take.

    Likely is what the same claim took at another seed: measuring, and training those of its
    networks that are neither there nor trained for a job above.  -> 0
    """
    out, likely, to_train = labs[0].out, [], set()
    _check_folder(out, labs[0], {(id, lab.seed) for id in ids for lab in labs})
    found = load_results(out) if (out / "results").is_dir() else {}
    for lab in labs:
        for id in ids:
            if experiments.done(id, lab):
                result = read_result(result_path(out, id, lab.seed))
                trained = sum(result.training.values())
                state = (f"done, {time_text(result.seconds)}; training of its "
                         f"{len(result.training)} networks {time_text(trained)}")
            else:
                seconds, networks = _likely(found.get(id, []), lab, to_train)
                to_train |= networks
                likely.append(seconds)
                state = "missing, " + ("nothing to tell from yet" if seconds is None else
                                       f"likely {time_text(seconds)}")
            stream.write(f"{id:18} seed {lab.seed}  {state}\n")
    stream.write(f"\n{_missing(likely)}\n")
    return 0


def _missing(likely):
    """What is left, in one line.  likely: seconds of each missing job, None where unknown."""
    known = [seconds for seconds in likely if seconds is not None]
    if not likely:
        return "nothing is missing"
    count = f"missing: {len(likely)} " + ("job" if len(likely) == 1 else "jobs")
    if not known:
        return f"{count}; how long that takes can be told from the first results"
    length = f"likely {time_text(sum(known))}" + (
        " in all, one after the other" if known[1:] else "")
    if len(known) == len(likely):
        return f"{count}, {length}"
    others = "others" if len(likely) - len(known) > 1 else "other"
    return f"{count}; {len(known)} of them {length}, the {others} of unknown length"


def _likely(results, lab, to_train):
    """From this claim's results at other seeds.  -> seconds or None, the networks to be trained

    to_train: the networks that jobs before this one train.
    """
    if not results:
        return None, set()
    training = {}
    for result in results:
        for name, seconds in result.training.items():
            training.setdefault(_at_seed_of(lab, name, result.seed), []).append(seconds)
    missing = {(name, seed) for name, seed in training if name in lab.recipes
               and not lab.of_seed(seed).path(name).exists()} - to_train
    measuring = [result.seconds for result in results]
    return sum(map(statistics.mean, [measuring, *(training[each] for each in missing)])), missing


def _at_seed_of(lab, name, seed):
    """What "maxout.seed3", of a result at that seed, is for the lab: ("maxout", its seed)."""
    name, _, of = name.rpartition(".seed")
    at_seed_0 = {recipe.epochs_of for recipe in lab.recipes.values()}
    return name, int(of) if name in at_seed_0 else int(of) + lab.seed - seed
