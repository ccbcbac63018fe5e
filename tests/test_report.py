"""The report: every claim, judged and drawn, in one page that needs nothing but itself."""
import base64
import re
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from report_folders import ledger_row, made_up, small

from scratchadv.claims import CLAIMS, VERDICTS, verdict
from scratchadv.figures import FIGURES, draw_figures
from scratchadv.report import claims_text, write_report
from scratchadv.results import load_results, write_result

VOID = {"meta", "img", "br"}
PNG = b"\x89PNG\r\n\x1a\n"


def write_all(folder, results):
    for runs in results.values():
        for result in runs:
            write_result(folder, result)
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """OUT with two seeds of every built claim, and its report."""
    out = write_all(tmp_path_factory.mktemp("out"), made_up(seeds=(0, 1)))
    write_report(out)
    return out


@pytest.fixture(scope="module")
def html(folder):
    return (folder / "report.html").read_text()


@pytest.fixture(scope="module")
def markdown(folder):
    return (folder / "ledger.md").read_text()


class Page(HTMLParser):
    """Tags that stay open, what is fetched or linked to, and the ids that links can reach."""

    def __init__(self, text):
        super().__init__()
        self.open, self.sources, self.links, self.ids, self.wrong = [], [], [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        if tag not in VOID:
            self.open.append(tag)
        for name, value in attributes:
            if name in ("src", "srcset", "data", "poster", "action"):
                self.sources.append(value)
            if name == "href":
                self.links.append(value)
            if name == "id":
                self.ids.append(value)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


def test_every_claim_stands_in_the_page_and_in_the_markdown(html, markdown):
    for id in CLAIMS:
        assert f'id="{id}"' in html, f"{id} is missing in report.html"
        assert f"**{id}**" in markdown, f"{id} is missing in ledger.md"


def test_the_page_fetches_nothing(html):
    page = Page(html)
    text = re.sub(r"data:image/png;base64,[A-Za-z0-9+/=]+", "", html)
    assert not re.search(r"https?:|//[a-z]|@import|url\(|<script|<link|<iframe", text), \
        "a resource or an address outside the page"
    assert all(source.startswith("data:image/png;base64,") for source in page.sources)
    assert all(link.startswith("#") for link in page.links)


def test_every_link_within_the_page_has_its_target_once(html):
    page = Page(html)
    assert len(page.ids) == len(set(page.ids)), "an id stands twice"
    assert {link[1:] for link in page.links} <= set(page.ids)


def test_the_tags_of_the_page_are_balanced(html):
    page = Page(html)
    assert not page.open and not page.wrong


def test_every_figure_is_on_disk_and_inside_the_page(folder, html):
    inside = {base64.b64decode(source.partition(",")[2]) for source in Page(html).sources}
    for figure in FIGURES:
        content = (folder / "figures" / f"{figure.name}.png").read_bytes()
        assert content.startswith(PNG) and content in inside, figure.name
        assert f'id="figure-{figure.name}"' in html
    assert len(inside) == len(FIGURES)


def test_figures_drawn_earlier_do_not_keep_others_from_the_page(tmp_path):
    earlier = draw_figures({"s3.growth": made_up()["s3.growth"]}, tmp_path)
    page = write_report(small(tmp_path, id="s4.rotation"), earlier=earlier).read_text()
    assert 'id="figure-s4.rotation"' in page and "figure-s3.growth" not in page


def test_the_counts_on_top_are_those_of_the_verdicts(folder, html, markdown):
    results = load_results(folder)
    words = [verdict(claim, {run.seed: run.measured for run in results.get(id, [])}).word
             for id, claim in CLAIMS.items()]
    for word in VERDICTS:
        number = words.count(word)
        assert re.search(rf"<b>\S {number}</b>{word}</li>", html), word
        assert re.search(rf"- \S {word}: {number}\n", markdown), word
    assert {"reproduced", "direction holds", "differs", "not built yet"} <= set(words), \
        "the made-up results should reach these verdicts"


def test_what_differs_stands_before_the_sections_with_its_note(html, markdown):
    for text in (html, markdown):
        top = text.partition("Section 3: the linear explanation")[0]
        assert "s6.240" in top and "Note: Both come down only as the learning rate falls" in top
        assert top.index("s6.240") < top.index("s4.maxout"), "what differs before a held direction"


def test_every_claim_that_was_run_has_its_note_beside_it(html, markdown):
    rows = {line for line in markdown.splitlines() if line.startswith("| ")}
    for claim in CLAIMS.values():
        if claim.built and claim.note:
            assert any(f"**{claim.id}** " in row and "Note: " in row for row in rows), claim.id


def test_both_arithmetics_stand_side_by_side(markdown):
    row = ledger_row(markdown, "FGSM error after")
    cells = [cell.strip() for cell in row.strip("|").split(" | ")]
    assert cells[3] == "17.9 %", "the paper"
    assert cells[4].startswith("16.30 %") and cells[5].startswith("16.50 %"), "single, exact"
    assert "PGD-20 99.90 %" in cells[6] and "y predicted" in cells[6], "PGD beside a defence"


def test_several_seeds_show_spread_and_wilsons_interval_of_their_mean(markdown):
    row = ledger_row(markdown, "FGSM error after")
    # 1630 of 10,000: centre (k + z^2/2)/(n + z^2), half width .724 points.
    # Student's, one degree of freedom: 12.706 * .2828 / sqrt(2) = 2.541 to either side of 16.3
    assert ("sd 0.28, 16.10 to 16.50, 2 seeds, of the mean 13.76 to 18.84, Wilson 15.59 to 17.04, "
            "n 10,000") in row


def test_a_drop_is_shown_with_its_two_ends(markdown):
    row = ledger_row(markdown, "on J~ less on J (paper: -.10)")
    assert "+0.63 points (2.29 less 1.66, paired over 2 seeds, 95 % interval " in row


def test_one_seed_is_said_to_be_one_and_an_interval_that_holds_0_to_hold_it(tmp_path):
    result = made_up()["s6.240"][0]
    write_report(small(tmp_path, id="s6.240"))
    assert ", 1 seed)" in ledger_row((tmp_path / "ledger.md").read_text(), "on J~ less on J")
    for seed, lower in ((1, .002), (2, -.002)):
        naive = result.measured["naive.clean_error"]
        measured = result.measured | {"adversarial.clean_error": {
            **naive, "value": naive["value"] - lower, "interval": None}}
        write_result(tmp_path, replace(result, seed=seed, measured=measured))
    write_report(tmp_path)
    assert ", which holds 0)" in ledger_row((tmp_path / "ledger.md").read_text(), "on J~ less on J")


def test_what_is_measured_by_the_exact_sign_stands_under_it(markdown):
    row = ledger_row(markdown, "after, on examples made on the naive network, exact sign")
    assert row.split(" | ")[4] == "\N{EM DASH}"


def test_what_failed_is_told_by_the_number_that_was_judged(tmp_path):
    measured = made_up()["s4.precision"][0].measured
    measured["maxout.error.exact"] = {"value": 0.8875, "n": None, "interval": None}
    write_report(small(tmp_path, id="s4.precision", measured=measured))
    top = (tmp_path / "ledger.md").read_text().partition("## Section 3")[0]
    assert "maxout: FGSM error, eps .25: 88.75 % (judged by: exact sign: at least 98.5 %" in top


def test_hyperparameters_stand_with_their_origin(html):
    assert "<td>max column norm</td><td>1.9365</td><td>pylearn2</td>" in html


def test_machine_versions_and_time_are_told(html):
    assert "an imagined processor, 2 cores, float32; numpy 1.26.0, scratchadv 0.1.0" in html


def test_profile_smoke_warns_that_its_numbers_mean_nothing(tmp_path, html):
    text = write_report(small(tmp_path, profile="smoke")).read_text()
    assert "its numbers mean nothing" in text and "its numbers mean nothing" not in html


def test_importing_the_report_imports_neither_matplotlib_nor_numba():
    code = ("import sys, scratchadv.report, scratchadv.figures;"
            "print([name for name in ('matplotlib', 'numba') if name in sys.modules])")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]", "import them where they are used"


def test_both_rules_of_a_quantity_can_be_read(markdown):
    for text in (" ".join(claims_text().split()), markdown):
        assert "12.9 to 22.9 %; direction: lower than before" in text
        assert "shown, not judged" in text and "shown, not judged; direction" not in text
