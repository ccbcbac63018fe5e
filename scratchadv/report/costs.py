"""What a run cost: the seconds of each claim, and of the networks that it was the first to need."""
from scratchadv.progress import time_text

HEAD = ("claim", "seeds", "measuring", "training", "networks trained for it")


def costs(results):
    """{id: [Result]} -> rows of words as in HEAD, in the ledger's order, and a last one of sums.

    A network counts where it first appears, once for each of its trainings.
    """
    seen, rows, sums = set(), [], [0.0, 0.0]
    for id, runs in results.items():
        new = list(dict.fromkeys(each for run in runs for each in run.training.items()
                                 if each not in seen))
        seen.update(new)
        both = sum(run.seconds for run in runs), sum(seconds for _, seconds in new)
        sums = [total + seconds for total, seconds in zip(sums, both)]
        names = ", ".join(network for network, _ in new)
        rows.append((id, str(len(runs)), *map(time_text, both), names or "none"))
    return [*rows, ("all", "", *map(time_text, sums), f"{len(seen)} trainings")]


def seconds(results):
    """All of it, measuring and training, processes side by side added up."""
    trained = dict.fromkeys(each for runs in results.values() for run in runs
                            for each in run.training.items())
    return (sum(run.seconds for runs in results.values() for run in runs)
            + sum(seconds for _, seconds in trained))


def trained_again(results):
    """Sentences on networks that some claims have from another training than most.  -> [text]

    A training is known by the time that it took.
    """
    claims = {}
    for id, runs in results.items():
        for run in runs:
            for network, seconds in run.training.items():
                claims.setdefault(network, {}).setdefault(seconds, []).append(id)
    anew = {network: sorted(by_training.values(), key=len)[:-1]
            for network, by_training in claims.items()}
    return [f"{network} was trained anew for {', '.join(dict.fromkeys(sum(few, [])))}: the same "
            "network only if recipe, versions and machine were the same"
            for network, few in anew.items() if few]
