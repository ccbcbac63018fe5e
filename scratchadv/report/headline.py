"""README's headline table: the paper's own numbers beside ours, from two folders of results."""
import statistics

from scratchadv.claims import DIFFERS, SHOWN
from scratchadv.report.rows import NOTHING, VARIANTS, ledger
from scratchadv.report.summary import SYMBOLS, counts, numbers_text, processors


def headline_table(results, quick):
    """Markdown: every number that the paper prints and we measured, and whatever else differs.

    results: {id: [Result by seed]}, those that are judged.  quick: the same of the profile that the
    first command runs; its numbers, each with its own verdict, stand in the last column.  PGD-20
    stands beside the FGSM error wherever it was measured.  A number of fewer or more seeds than
    most says so.  Below the table, for either: profile, seeds, verdicts, machines and time.
    """
    lines = ["| claim | | paper | measured | exact sign | PGD-20 | verdict | laptop |",
             "|---" * 8 + "|"]
    usual = statistics.mode(map(len, results.values())) if results else 0
    for judged, beside in zip(_entries(results), _entries(quick)):
        lines += [_line(judged, *rows, usual) for rows in zip(judged.rows, beside.rows)
                  if _is_headline(judged, rows[0]) or _is_headline(beside, rows[1])]
    return "\n".join([*lines, "", _below(results), "", _below(quick)]) + "\n"


def _entries(results):
    return [entry for section in ledger(results).values() for entry in section]


def _is_headline(entry, row):
    return entry.results and row.word != SHOWN and (row.paper != NOTHING or row.word == DIFFERS)


def _line(entry, row, beside, usual):
    measured, exact = row.measured.main, row.exact.main
    exact = "same" if exact == measured != NOTHING else exact
    if (seeds := len(entry.results)) not in (0, usual):
        measured += f" ({seeds} seed{'s' if seeds > 1 else ''})"
    pgd = dict(row.beside).get(VARIANTS["pgd20"], "")
    return (f"| {entry.claim.id} | {row.label} | {row.paper} | {measured} | {exact} | {pgd} | "
            f"{SYMBOLS[row.word]} {row.word} | {beside.judged} {SYMBOLS[beside.word]} |")


def _below(results):
    runs = [run for found in results.values() for run in found]
    sections = ledger(results)
    verdicts = ", ".join(f"{number} {word}" for word, number in counts(sections).items() if number)
    seeds = sorted({run.seed for run in runs})
    seeds = f"seed {seeds[0]}" if len(seeds) == 1 else f"seeds {', '.join(map(str, seeds))}"
    profiles = ", ".join(sorted({run.profile for run in runs}))
    return (f"Profile {profiles}, {seeds}. Claims in all: {verdicts}. "
            f"{numbers_text(sections)} {processors(results)}")
