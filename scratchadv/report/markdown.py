"""The ledger as Markdown: the same rows as the page, readable in any editor."""
from scratchadv.claims import NOT_BUILT, NOT_RUN, VERDICTS
from scratchadv.report.costs import HEAD as COSTS, costs, trained_again
from scratchadv.report.summary import (
    IN_SMALL_PRINT, REASONS, SYMBOLS, counts, differing, headline, machines, note, numbers_text,
    warning,
)

HEAD = ("| verdict | claim | quantity | paper | measured | exact sign | also | judged by |\n"
        "|---|---|---|---|---|---|---|---|")


def ledger_markdown(sections, results):
    """{section: [Entry]}, {id: [Result]} -> the text of ledger.md."""
    loud = [f"**{warning(results)}**", ""] if warning(results) else []
    lines = ["# Explaining and Harnessing Adversarial Examples: the ledger", "", *loud,
             headline(results), "", *_counts(sections), "", numbers_text(sections), "",
             IN_SMALL_PRINT, "", *_differing(sections)]
    for title, entries in sections.items():
        lines += ["", f"## {title}", "", HEAD]
        for entry in entries:
            lines += _claim(entry)
    return "\n".join(lines + ["", *_machines(results), "", *_costs(results)]) + "\n"


def _counts(sections):
    total = counts(sections)
    return [f"- {SYMBOLS[word]} {word}: {total[word]}" for word in VERDICTS]


def _differing(sections):
    found = differing(sections)
    if not found:
        return ["Nothing that was run differs."]
    lines = ["## What does not come out as printed, or as we expected", "", REASONS, ""]
    for entry, rows in found:
        lines.append(f"- **{entry.claim.id}**, {SYMBOLS[entry.word]} {entry.word}: "
                     f"{_safe('; '.join(rows))}. {_safe(note(entry))}".rstrip())
    return lines


def _claim(entry):
    mark = f"{SYMBOLS[entry.word]} {entry.word}"
    what = f"**{entry.claim.id}** ({entry.claim.where}). {entry.claim.what} {note(entry)}".rstrip()
    if not entry.rows or entry.word in (NOT_RUN, NOT_BUILT):
        papers = [f"{row.label}: {row.paper}" for row in entry.rows]
        return [_line(mark, what, "", "; ".join(papers), "", "", "", "")]
    lines = [_line(mark, what, "", "", "", "", "", "")]
    for row in entry.rows:
        also = "; ".join(f"{name} {value}" for name, value in row.beside)
        lines.append(_line(f"{SYMBOLS[row.word]} {row.word}", "", row.label, row.paper,
                           _cell(row.measured), _cell(row.exact), also, row.rule))
    return lines


def _machines(results):
    return ["## Machines", ""] + [f"- {line}"
                                  for line in machines(results) + trained_again(results)]


def _costs(results):
    return ["## What it cost", "", _line(*COSTS), "|---" * len(COSTS) + "|",
            *(_line(*row) for row in costs(results))]


def _cell(cell):
    return f"{cell.main} ({cell.fine})" if cell.fine else cell.main


def _line(*cells):
    return "| " + " | ".join(_safe(cell) for cell in cells) + " |"


def _safe(text):
    """Bars would end a table's cell; stars in formulas (eps*sign(w)) would start italics."""
    bold = text.startswith("**")
    head, tail = text.split("** ", 1) if bold else ("", text)
    escaped = tail.replace("|", "\\|").replace("*", "\\*")
    return f"{head}** {escaped}" if bold else escaped
