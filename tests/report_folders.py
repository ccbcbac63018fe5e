"""Folders of made-up results for the tests of the report, and a look into their ledger."""
import contextlib
from dataclasses import replace

import numpy as np
import pytest
from synthetic_results import make_results

from scratchadv import figures
from scratchadv.results import write_result


@contextlib.contextmanager
def not_for_print():
    """Figures are drawn for the screen alone: their PDFs, half of the time, are test_report's."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(figures, "save_for_print", lambda drawing, path: path.write_bytes(b""))
        yield


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
