"""That the page says of each claim, figure and run what the ledger's rows and the results say."""
import html
import re
from dataclasses import replace

import pytest
from report_folders import made_up

from scratchadv.claims import CLAIMS, MARKS
from scratchadv.figures import draw_figures
from scratchadv.report import claims_text, costs, headline_table
from scratchadv.report.page import page
from scratchadv.report.rows import NOTHING, ledger
from scratchadv.report.summary import IN_SMALL_PRINT, SYMBOLS

ROTATION = "s4.rotation"


@pytest.fixture(scope="module")
def results():
    """Two seeds, whose times and networks differ."""
    found = made_up(seeds=(0, 1))
    return {id: [replace(run, seconds=10. + run.seed, networks=[f"network{run.seed}"])
                 for run in runs] for id, runs in found.items()}


@pytest.fixture(scope="module")
def drawn(results, tmp_path_factory):
    return draw_figures({ROTATION: results[ROTATION]}, tmp_path_factory.mktemp("out"))


@pytest.fixture(scope="module")
def text(results, drawn):
    return page(ledger(results), results, drawn)


def bare(markup):
    """What is read, on one line."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", markup)).split())


def body_of(text, id):
    """The rows of one claim's table."""
    return next(body for body in re.findall(r"<tbody>.*?</tbody>", text, re.S)
                if f'id="{id}"' in body)


def test_each_number_stands_in_its_column_with_its_verdict(results, text):
    for entries in ledger(results).values():
        for entry in entries:
            found = re.findall(r'<tr class="row (.*?)-row">(.*?)</tr>',
                               body_of(text, entry.claim.id))
            assert len(found) == len(entry.rows)
            for row, (style, cells) in zip(entry.rows, found):
                columns = {name: bare(cell) for name, cell in re.findall(
                    r'<td data-name="([^"]*)"[^>]*>(.*?)</td>', cells)}
                assert columns["quantity"] == " ".join(row.label.split())
                for name, cell in (("measured", row.measured), ("exact sign", row.exact)):
                    assert columns[name] == f"{cell.main} {cell.fine}".strip()
                assert columns["paper"] == row.paper and columns["judged by"] == row.rule
                assert columns["verdict"] == f"{SYMBOLS[row.word]} {row.word}"
                assert row.word.replace(" ", "-").startswith(style)
                for name, value in row.beside:
                    assert f"{name}: {value}" in columns["also"]


def test_a_claim_tells_where_it_stands_its_mark_and_its_note(text):
    for id, claim in CLAIMS.items():
        (head,) = re.findall(r'<tr class="claim">.*?</tr>', body_of(text, id), re.S)
        assert f'title="{html.escape(MARKS[claim.mark])}"' in head
        said = bare(head)
        assert claim.where in said and " ".join(claim.what.split()) in said
        assert " ".join(claim.note.split()) in said


def test_a_figure_stands_with_the_papers_words_and_its_own_which_are_read_aloud_too(text, drawn):
    drawing = drawn[ROTATION].drawing
    (figure,) = re.findall(r"<figure .*?</figure>", text, re.S)
    told = dict(zip(map(bare, re.findall(r"<dt>.*?</dt>", figure)),
                    map(bare, re.findall(r"<dd>.*?</dd>", figure))))
    assert told == {"The paper": drawing.paper, "Here": drawing.seen}
    assert html.unescape(re.search(r'alt="([^"]*)"', figure)[1]) == drawing.seen
    assert '<html lang="en">' in text


def test_every_run_is_told_with_its_time_and_all_networks(text):
    (details,) = re.findall(r"<details><summary>How s4.softmax was measured.*?</details>", text)
    assert "profile laptop; seed 0: 10.0 s; seed 1: 11.0 s; networks network0, network1" in details


def test_the_small_print_is_explained_before_the_first_number_in_it(text):
    assert text.index(html.escape(IN_SMALL_PRINT)) < text.index('<table class="ledger">')


def test_the_foot_lists_what_each_claim_cost(text, results):
    foot = bare(text[text.index("<h3>Machines</h3>"):])
    assert f"Unpublished: {MARKS['unpublished']}" in foot
    for row in costs.costs(results):
        assert " ".join(cell for cell in row if cell) in foot


def test_a_list_of_claims_says_what_is_not_built():
    said = {id: line for line in claims_text().splitlines() for id in CLAIMS
            if line.startswith(f"{id}   [")}
    assert {id for id, line in said.items() if line.endswith(", not built yet]")} == {
        id for id, claim in CLAIMS.items() if not claim.built}


@pytest.mark.parametrize("end", ["naive", "adversarial"])
def test_a_difference_of_which_one_end_is_missing_by_the_exact_sign_is_none(results, end):
    def by_exact_sign(run):
        (row,) = (row for entries in ledger({"s6.objective": [run]}).values() for entry in entries
                  for row in entry.rows if "points" in row.measured.main)
        return row.exact.main
    (run, _) = results["s6.objective"]
    missing = run.measured | {f"{end}.error.exact": {"value": None, "n": 0, "interval": None}}
    assert by_exact_sign(run) == "-83.30 points"
    assert by_exact_sign(replace(run, measured=missing)) == NOTHING


def test_what_was_not_measured_is_not_called_the_same_by_the_exact_sign(results):
    table = headline_table({}, {"s4.softmax": results["s4.softmax"]})
    assert "| s4.softmax |" in table and "| same |" not in table
