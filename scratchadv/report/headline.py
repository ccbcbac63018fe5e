"""README's headline table: the paper's own numbers beside ours, from results files."""
from scratchadv.claims import DIFFERS, SHOWN, VERDICTS
from scratchadv.report.rows import NOTHING, VARIANTS, ledger
from scratchadv.report.summary import SYMBOLS, counts, machines


def headline_table(results):
    """Markdown: every number that the paper prints and we measured, and whatever else differs.

    results: {id: [Result by seed]}.  PGD-20 stands beside the FGSM error of every trained defence.
    One line below the table tells profile, seeds, machine and time.
    """
    lines = ["| claim | | paper | measured | exact sign | PGD-20 | verdict |",
             "|---|---|---|---|---|---|---|"]
    for entries in ledger(results).values():
        for entry in entries:
            lines += [_line(entry.claim.id, row) for row in entry.rows
                      if entry.results and row.word != SHOWN
                      and (row.paper != NOTHING or row.word == DIFFERS)]
    return "\n".join([*lines, "", _below(results)]) + "\n"


def _line(id, row):
    exact = "same" if row.exact.main == row.measured.main else row.exact.main
    pgd = dict(row.beside).get(VARIANTS["pgd20"], "")
    return (f"| {id} | {row.label} | {row.paper} | {row.measured.main} | {exact} | {pgd} | "
            f"{SYMBOLS[row.word]} {row.word} |")


def _below(results):
    runs = [run for found in results.values() for run in found]
    found = counts(ledger(results))
    verdicts = ", ".join(f"{found[word]} {word}" for word in VERDICTS if found[word])
    seeds = ", ".join(str(seed) for seed in sorted({run.seed for run in runs}))
    profiles = ", ".join(sorted({run.profile for run in runs}))
    return (f"Claims in all: {verdicts}. Profile {profiles}, seed {seeds}; "
            f"{' and '.join(machines(results))}.")
