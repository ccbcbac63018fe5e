"""`scratchadv claims`: every claim in plain text, with the paper's numbers and the rules."""
import textwrap

from scratchadv.claims import MARKS, SECTIONS
from scratchadv.report.rows import NOTHING, ledger

WIDTH = 100
HEAD = ("Bands were fixed before any run and never widened; some rules of ours were added or made "
        "stricter since: docs/differences.md. Rates are judged in percent. The weaker rule, by "
        "which at least the direction holds, stands after \"direction\".")


def claims_text():
    """Every claim in the paper's order: id, sentence, what is judged and how.  -> text"""
    lines = [*textwrap.wrap(HEAD, WIDTH), ""]
    for title, entries in ledger({}).items():
        lines += [title, "=" * len(title), ""]
        for entry in entries:
            lines += [*_claim(entry), ""]
    lines.append(f"{sum(len(section) for section in SECTIONS.values())} claims; an experiment ID "
                 "is run by `scratchadv reproduce ID`.")
    return "\n".join(lines)


def _claim(entry):
    claim = entry.claim
    state = "" if claim.built else ", not built yet"
    lines = [f"{claim.id}   [{MARKS[claim.mark]}{state}]",
             *textwrap.wrap(claim.what, WIDTH - 4, initial_indent="    ", subsequent_indent="    ")]
    for row in entry.rows:
        paper = "" if row.paper == NOTHING else f" paper {row.paper};"
        lines += textwrap.wrap(f"{row.label}:{paper} {row.rule}", WIDTH - 6,
                               initial_indent="    - ", subsequent_indent="      ")
    return lines
