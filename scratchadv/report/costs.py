"""What a run cost: the seconds of each claim, and of the networks that it was the first to need."""
from scratchadv.progress import time_text

HEAD = ("claim", "seeds", "measuring", "training", "networks trained for it")


def with_new_trainings(results):
    """Each result with the trainings, (network, seconds), that it is the first to have.

    A network counts once for each of its trainings.  -> [(Result, [training, ...]), ...]
    """
    seen, found = set(), []
    for run in (run for runs in results.values() for run in runs):
        new = [each for each in run.training.items() if each not in seen]
        seen.update(new)
        found.append((run, new))
    return found


def costs(results):
    """{id: [Result]} -> rows of words as in HEAD, in the ledger's order, and a last one of sums."""
    rows, all_new, measuring = [], [], 0.0
    found = iter(with_new_trainings(results))
    for id, runs in results.items():
        new = [each for _ in runs for each in next(found)[1]]
        own = sum(run.seconds for run in runs)
        all_new, measuring = all_new + new, measuring + own
        names = ", ".join(network for network, _ in new)
        rows.append((id, str(len(runs)), time_text(own), _trained(new), names or "none"))
    count = f"{len(all_new)} trainings"
    return [*rows, ("all", "", time_text(measuring), _trained(all_new), count)]


def _trained(trainings):
    return time_text(sum(seconds for _, seconds in trainings))


def seconds(results):
    """All of it, measuring and training, processes side by side added up."""
    return sum(run.seconds + sum(seconds for _, seconds in new)
               for run, new in with_new_trainings(results))


def trained_again(results):
    """Sentences on networks that some claims have from another training than most.  -> [text]

    A training is known by the time that it took. Networks of the same claims share a sentence.
    """
    claims = {}                                  # {network: {seconds: ids}}
    for id, runs in results.items():
        for run in runs:
            for network, seconds in run.training.items():
                claims.setdefault(network, {}).setdefault(seconds, set()).add(id)
    anew = {}                                    # {ids: {recipe: seeds}}
    for network, by_training in claims.items():
        few = set().union(*sorted(by_training.values(), key=len)[:-1])
        recipe, _, seed = network.rpartition(".seed")
        ids = tuple(id for id in results if id in few)
        anew.setdefault(ids, {}).setdefault(recipe, []).append(seed)
    return [f"trained anew for {', '.join(ids)}: {', '.join(map(_with_seeds, recipes.items()))}; "
            "the same networks only if recipe, versions and machine were the same"
            for ids, recipes in anew.items() if ids]


def _with_seeds(entry):
    recipe, seeds = entry
    return f"{recipe} (seed {', '.join(sorted(seeds, key=int))})"
