"""The report as one HTML page that opens from disk: figures inside, nothing fetched."""
import base64
from html import escape

from scratchadv.claims import DIRECTION, MARKS, REPRODUCED, VERDICTS
from scratchadv.figures.canvas import said
from scratchadv.figures.found import Found
from scratchadv.report.rows import NOTHING
from scratchadv.report.style import CSS
from scratchadv.report.costs import HEAD, costs, trained_again
from scratchadv.report.summary import (
    IN_SMALL_PRINT, REASONS, SYMBOLS, counts, differing, headline, machines, note, numbers_text,
    warning,
)

TITLE = "Explaining and Harnessing Adversarial Examples: what was measured"
EMPTY = ' class="none"'
COLUMNS = ("quantity", "paper", "measured", "exact sign", "also",
           "judged by", "verdict")


def page(sections, results, drawn):
    """{section: [Entry]}, {id: [Result]}, {name: Drawn} -> HTML."""
    body = [_top(sections, results), _finding(sections, results, drawn), _loud(sections),
            _index(sections)]
    body += [_figure(drawn["glance"])] if "glance" in drawn else []
    for title, entries in sections.items():
        body.append(_section(title, entries, drawn))
    body.append(_machines(results))
    return (f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8">\n'
            f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>{escape(TITLE)}</title>\n<style>{CSS}</style></head>\n<body>\n"
            + "\n".join(body) + "\n</body></html>\n")


def _class(word):
    """A verdict as a style class."""
    return {"direction holds": "direction", "not run": "not-run",
            "not built yet": "not-built"}.get(word, word)


def _badge(word):
    return f'<span class="badge {_class(word)}">{SYMBOLS[word]} {escape(word)}</span>'


def _top(sections, results):
    tiles = "".join(f'<li class="{_class(word)}"><b>{SYMBOLS[word]} {number}</b>{word}</li>'
                    for word, number in counts(sections).items())
    loud = f'<p class="card loud">{escape(warning(results))}</p>' if warning(results) else ""
    return (f"<header><h1>{escape(TITLE)}</h1>\n<p>Goodfellow, Shlens, Szegedy, ICLR 2015 "
            f"(arXiv 1412.6572). {escape(headline(results))} The bands that judge were fixed "
            f'before the run.</p>{loud}\n<ul class="tiles">{tiles}</ul>'
            f'<p class="fine">{escape(numbers_text(sections))}</p>'
            f'<p class="fine">{escape(IN_SMALL_PRINT)}</p></header>')


def _finding(sections, results, drawn):
    """Our finding, where the results show it."""
    words = {entry.claim.id: entry.word for entries in sections.values() for entry in entries}
    if "s4.precision" not in drawn or words["s4.precision"] not in (REPRODUCED, DIRECTION):
        return ""
    found = Found(results)
    single, exact = (said(found.mean("s4.precision", f"maxout.error.{arithmetic}"))
                     for arithmetic in ("float32", "exact"))
    return ('<section class="card ours"><h3>Our own finding: single precision hides part '
            "of FGSM's error</h3><p>The same step on the same weights: the error of the "
            f"maxout network is {single} in single precision and {exact} with the exact sign. "
            f"{found.seeds('s4.precision')} So nearly all that rests on FGSM is measured twice: "
            "in single precision, which we take to be the paper's and judge, and exactly. "
            '<a href="#figure-s4.precision">See the figures.</a></p></section>')


def _loud(sections):
    items = "".join(
        f'<li>{_badge(entry.word)} <a href="#{entry.claim.id}"><b>{entry.claim.id}</b></a>'
        + "".join(f"<p>{escape(row)}</p>" for row in rows)
        + f'<p class="fine">{escape(note(entry))}</p></li>'
        for entry, rows in differing(sections))
    said = (f'<p class="fine">{escape(REASONS)}</p><ul>{items}</ul>' if items else
            "<p>Nothing that was run differs.</p>")
    return ('<section class="card loud"><h3>What does not come out as printed, or as we expected'
            f"</h3>{said}</section>")


def _index(sections):
    links = "".join(f'<li class="{_class(entry.word)}"><a href="#{entry.claim.id}">'
                    f"{SYMBOLS[entry.word]} {entry.claim.id}</a></li>"
                    for entries in sections.values() for entry in entries)
    key = ", ".join(f"{SYMBOLS[word]} {word}" for word in VERDICTS)
    return (f'<nav aria-label="claims"><ul class="index">{links}</ul>'
            f'<p class="key fine">{escape(key)}</p></nav>')


def _section(title, entries, drawn):
    head = "".join(f"<th>{escape(name)}</th>" for name in COLUMNS)
    body = "".join(_claim(entry) for entry in entries)
    ids = {entry.claim.id for entry in entries}
    figures = "".join(_figure(each) for each in drawn.values() if each.figure.claim in ids)
    details = "".join(_details(entry) for entry in entries if entry.results)
    return (f'<section><h2>{escape(title)}</h2>\n<table class="ledger"><thead><tr>{head}</tr>'
            f"</thead>\n{body}</table>\n{figures}{details}</section>")


def _claim(entry):
    claim = entry.claim
    note = f'<span class="note fine">{escape(claim.note)}</span>' if claim.note else ""
    head = (f'<tr class="claim"><th colspan="{len(COLUMNS)}" id="{claim.id}" scope="rowgroup">'
            f"{_badge(entry.word)} <b>{claim.id}</b> "
            f'<span class="fine" title="{escape(MARKS[claim.mark])}">{escape(claim.where)}, '
            f"{escape(MARKS[claim.mark])}</span><br>{escape(claim.what)}{note}</th></tr>")
    return f"<tbody>{head}{''.join(_row(row) for row in entry.rows)}</tbody>\n"


def _row(row):
    also = "<br>".join(f"{escape(name)}: {_joined(value)}" for name, value in row.beside)
    cells = (escape(row.label), _joined(row.paper), _cell(row.measured), _cell(row.exact),
             f'<span class="fine">{also}</span>' if also else "",
             f'<span class="fine">{escape(row.rule)}</span>', _badge(row.word))
    filled = "".join(
        f'<td data-name="{escape(name)}"{EMPTY if NOTHING in cell else ""}>{cell}</td>'
        if cell else "<td></td>" for name, cell in zip(COLUMNS, cells))
    return f'<tr class="row {_class(row.word)}-row">{filled}</tr>'


def _cell(cell):
    fine = f' <span class="fine">{escape(cell.fine)}</span>' if cell.fine else ""
    return f"<b>{escape(cell.main)}</b>{fine}"


def _joined(text):
    """Escaped, with every number kept on one line with its percent sign."""
    return escape(text).replace(" %", "&nbsp;%")


def _figure(each):
    picture = base64.b64encode(each.path.read_bytes()).decode()
    figure, drawing = each.figure, each.drawing
    width = drawing.figure.get_figwidth()
    return (f'<figure id="figure-{figure.name}" class="{"narrow" if width < 6.5 else "wide"}">'
            f"<h3>{escape(figure.title)} <span class='fine'>{figure.claim}</span></h3>"
            f'<div class="frame"><img alt="{escape(drawing.seen)}" '
            f'width="{width * 100:.0f}" src="data:image/png;base64,{picture}"></div>'
            f"<figcaption><dl><dt>The paper</dt><dd>{escape(drawing.paper)}</dd>"
            f"<dt>Here</dt><dd>{escape(drawing.seen)}</dd></dl></figcaption></figure>\n")


def _details(entry):
    """How a claim was measured: hyperparameters with their origins, time, networks."""
    runs = "; ".join(f"seed {run.seed}: {run.seconds:.1f} s" for run in entry.results)
    rows = "".join(
        f"<tr><td>{escape(str(each['name']))}</td><td>{escape(str(each['value']))}</td>"
        f"<td>{escape(str(each['origin']))}</td></tr>"
        for each in entry.results[0].hyperparameters)
    head = "<tr><th>hyperparameter</th><th>value</th><th>origin</th></tr>"
    table = f"<table><thead>{head}</thead><tbody>{rows}</tbody></table>" if rows else ""
    networks = ", ".join(dict.fromkeys(name for run in entry.results for name in run.networks))
    used = f"; networks {networks}" if networks else ""
    return (f"<details><summary>How {entry.claim.id} was measured</summary>"
            f'<p class="fine">profile {escape(entry.results[0].profile)}; {escape(runs)}'
            f"{escape(used)}</p>{table}</details>\n")


def _machines(results):
    items = "".join(f"<li>{escape(line)}</li>"
                    for line in machines(results) + trained_again(results))
    profile = next(iter(results.values()))[0].profile
    return (f'<section class="card"><h3>Machines</h3><ul>{items}</ul><p class="fine">Profile '
            f"{escape(profile)}. Unpublished: {escape(MARKS['unpublished'])}.</p>"
            f"{_costs(results)}</section>")


def _costs(results):
    head = "".join(f"<th>{escape(name)}</th>" for name in HEAD)
    rows = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>"
                   for row in costs(results))
    return (f"<details><summary>What it cost, claim by claim</summary><table><thead><tr>{head}</tr>"
            f"</thead><tbody>{rows}</tbody></table></details>")
