"""What `scratchadv gradcheck` checks: every pair, model and objective, in inputs and parameters
(gradients.py, hidden.py), and the facts on which the paper's argument rests (facts.py).

Every check starts its own generator: one can be run, added or removed without changing the others.
"""
import time

import numpy as np

from scratchadv import kernels
from scratchadv.gradcheck import ADJOINT_TOLERANCE, ENTRY_TOLERANCE, Report
from scratchadv.gradcheck_catalogue.facts import fact_checks
from scratchadv.gradcheck_catalogue.gradients import example, gradient_checks
from scratchadv.gradcheck_catalogue.hidden import hidden_checks

__all__ = ["checks", "example", "run"]

WIDTH = 66                   # of a check's name

HEAD = f"""Backward against forward, in float64; kernels: {{kernels}}.
method   complex step, exact to rounding, or central differences of fourth order
kinks    entries left out because a winning piece or a sign changes within the step
0/0      share of comparisons in which both gradients are 0, at most half (of max_pieces 2/3: the
         pieces that lose)
adjoint  |<u, Jv> - <J'u, v>| / (|u||Jv| + |v||J'u|), below {ADJOINT_TOLERANCE:g}
worst    largest relative error of an entry, below {ENTRY_TOLERANCE:g} or what rounding explains

{'check':<{WIDTH}}{'method':<8}{'entries':>8}{'kinks':>6}{'0/0':>7}{'adjoint':>9}{'worst':>9}"""


def checks():
    """The whole catalogue, {name: function of rng -> Report or Finding}."""
    return {**gradient_checks(), **hidden_checks(), **fact_checks()}


def run(stream, catalogue=None):
    """Run every check, print a line for each and details of what fails.  -> True if all pass."""
    catalogue = checks() if catalogue is None else catalogue
    start, failed = time.perf_counter(), []
    print(HEAD.format(kernels="Numba" if kernels.enabled() else "NumPy"), file=stream)
    for name, check in catalogue.items():
        result = check(np.random.default_rng(0))
        verdict = "ok" if result.passed else "FAILED"
        print(f"{_line(name, result)}  {verdict}", file=stream, flush=True)
        if not result.passed:
            failed.append(name)
            print(f"\n{result}\n", file=stream)
    print(_verdict(failed, len(catalogue), time.perf_counter() - start), file=stream)
    return not failed


def _line(name, result):
    if not isinstance(result, Report):
        return f"{name:<{WIDTH}}{result.text:<47}"
    worst = result.worst.error if result.worst else np.nan
    return (f"{name:<{WIDTH}}{result.method.split()[0]:<8}{len(result.compared):>8}"
            f"{result.kinks:>6}{result.zero_share:>7.1%}{result.adjoint_error:>9.1e}{worst:>9.1e}")


def _verdict(failed, total, seconds):
    if failed:
        return f"\n{len(failed)} of {total} checks FAILED: {', '.join(failed)}"
    return (f"\nall {total} checks passed in {seconds:.1f} s: adjoint errors below "
            f"{ADJOINT_TOLERANCE:g}, entries within {ENTRY_TOLERANCE:g} or rounding")
