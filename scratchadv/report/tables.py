"""The ledgers of a clone and the tables of README, docs/precision.md and docs/differences.md, from
the results that are committed with them.  (That of docs/performance.md is `scratchadv bench`'s.)

    python -m scratchadv.report.tables [ROOT]          writes what has changed, and names it

To be called after new results under docs/results, after a new claim or another rule, and after
work on a table. The tests hold every document to what this would write.
"""
import argparse
import json
import re
import sys
from pathlib import Path

from scratchadv.experiments import (
    tries, tries_deep, tries_ensemble, tries_length, tries_logistic, tries_masks, tries_noise,
    tries_perturbed, tries_rubbish, tries_softmax, tries_start, tries_wide,
)
from scratchadv.files import write_atomically
from scratchadv.report.evidence import evidence_table
from scratchadv.report.headline import headline_table
from scratchadv.report.markdown import ledger_markdown
from scratchadv.report.rows import ledger
from scratchadv.results import load_results

PROFILES = "paper", "laptop"
TRIES = {"deep": tries_deep, "ensemble": tries_ensemble, "length": tries_length,
         "logistic": tries_logistic, "softmax": tries_softmax, "masks": tries_masks,
         "noise": tries_noise, "perturbed": tries_perturbed, "rubbish": tries_rubbish,
         "starts": tries_start, "wide": tries_wide}


def documents(root):
    """{path: the text that it must have} of these documents.

    In a page a table stands between the lines <!-- name --> and <!-- /name -->; a ledger is a file
    of its own.  ValueError that names the page and the table, where those lines are not there.
    """
    results, found = Path(root) / "docs" / "results", {}
    of = {profile: load_results(results / profile) for profile in PROFILES}
    for profile, each in of.items():
        found[results / profile / "ledger.md"] = ledger_markdown(ledger(each), each)
    tables = {"README.md": {"headline": headline_table(*of.values())},
              "docs/precision.md": {"evidence": evidence_table(of["paper"])},
              "docs/differences.md": _of_tries(results)}
    for page, named in tables.items():
        path = Path(root) / page
        text = path.read_text(encoding="utf-8")
        for name, table in named.items():
            text = _with_table(text, name, table, page)
        found[path] = text
    return found


def _of_tries(results):
    """{name: table} of what was tried at seed 0."""
    files = sorted((results / "tries").glob("*.json"))
    return {"tries": tries.table([_read(path) for path in files]),
            **{name: page.table(_read(results / name / f"{name}.seed0.json"))
               for name, page in TRIES.items()}}


def _read(path):
    return json.loads(path.read_text(encoding="utf-8"))


def _with_table(text, name, table, page):
    first, last = f"<!-- {name} -->\n", f"<!-- /{name} -->"
    if text.count(first) != 1 or text.count(last) != 1:
        raise ValueError(f"{page} must hold the lines {first.strip()} and {last} once each, with "
                         "its table between them")
    between = re.compile(f"(?<={re.escape(first)}).*?(?={re.escape(last)})", re.DOTALL)
    return between.sub(lambda _: table.rstrip("\n") + "\n", text)


def main(arguments=None):
    """The command above."""
    parser = argparse.ArgumentParser(prog="python -m scratchadv.report.tables",
                                     description=__doc__.split("\n\n")[0])
    parser.add_argument("root", nargs="?", type=Path, default=Path(),
                        help="the clone; where you are unless given")
    root = parser.parse_args(arguments).root
    try:
        changed = {path: text for path, text in documents(root).items()
                   if not path.exists() or path.read_text(encoding="utf-8") != text}
    except (OSError, ValueError) as error:
        parser.error(f"{root} must be a clone with its results: {error}")
    for path, text in changed.items():
        write_atomically(path, text.encode())
        sys.stdout.write(f"{path}\n")
    if not changed:
        sys.stdout.write("every table is what the results say\n")


if __name__ == "__main__":
    main()
