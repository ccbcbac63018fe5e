"""What a run cost: the seconds of each claim, and of the networks that it was the first to need."""
from scratchadv.progress import time_text

HEAD = ("claim", "seeds", "measuring", "training", "networks trained for it")


def costs(results):
    """{id: [Result]} -> rows of words as in HEAD, in the ledger's order, and a last one of sums.

    A network counts where it first appears.
    """
    seen, rows, sums = set(), [], [0.0, 0.0]
    for id, runs in results.items():
        new = {network: seconds for run in runs for network, seconds in run.training.items()
               if network not in seen}
        seen |= new.keys()
        both = sum(run.seconds for run in runs), sum(new.values())
        sums = [total + seconds for total, seconds in zip(sums, both)]
        rows.append((id, str(len(runs)), *map(time_text, both), ", ".join(new) or "none"))
    return [*rows, ("all", "", *map(time_text, sums), f"{len(seen)} networks")]


def seconds(results):
    """All of it, measuring and training, processes side by side added up."""
    trained = {network: seconds for runs in results.values() for run in runs
               for network, seconds in run.training.items()}
    return sum(run.seconds for runs in results.values() for run in runs) + sum(trained.values())
