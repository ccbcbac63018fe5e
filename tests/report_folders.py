"""Folders of made-up results for the tests of the report, and a look into their ledger."""
from dataclasses import replace

import numpy as np
from synthetic_results import make_results

from scratchadv.results import write_result


def made_up(**options):
    """Results of every built claim on digits that are noise."""
    rng = np.random.default_rng(0)
    return make_results(rng.random((48, 784)), np.arange(48) % 10, **options)


def small(folder, id="s4.softmax", **changes):
    """OUT with one result."""
    result = made_up()[id][0]
    write_result(folder, replace(result, **changes))
    return folder


def ledger_row(markdown, text):
    """The table line with this text."""
    return next(line for line in markdown.splitlines() if line.startswith("|") and text in line)
