"""README's table is what the committed results say, and its commands are those that CI runs."""
import re
import shutil
from pathlib import Path

import pytest
from documents import slug

from scratchadv.claims import DIFFERS, DIRECTION
from scratchadv.experiments.recipes import known_keys, recipes
from scratchadv.report import tables
from scratchadv.report.rows import ledger
from scratchadv.results import load_results

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
RESULTS = ROOT / "docs" / "results"
PROFILES = "laptop", "paper"


@pytest.fixture(scope="module")
def documents():
    return tables.documents(ROOT)


@pytest.mark.parametrize("page", ["README.md", "docs/precision.md", "docs/differences.md",
                                  "docs/results/paper/ledger.md", "docs/results/laptop/ledger.md"])
def test_the_tables_of_a_document_are_made_from_the_committed_results(documents, page):
    path = ROOT / page
    same = documents[path] == path.read_text(encoding="utf-8")
    assert same, f"{page} is stale: run `python -m scratchadv.report.tables` and read the diff"


def test_the_command_writes_what_is_stale_and_nothing_else(tmp_path, capsys):
    for name in ("README.md", "docs"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, tmp_path / name)
    page = tmp_path / "README.md"
    page.write_text(README.replace("92.90 %", "12.34 %"), encoding="utf-8")
    tables.main([str(tmp_path)])
    assert capsys.readouterr().out == f"{page}\n"
    assert page.read_text(encoding="utf-8") == README
    tables.main([str(tmp_path)])
    assert capsys.readouterr().out == "every table is what the results say\n"


@pytest.mark.parametrize("text, message", [
    ("nothing", "README.md must hold the lines <!-- headline --> and <!-- /headline --> once each"),
    (None, "must be a clone with its results")])
def test_a_page_without_its_lines_and_a_folder_that_is_no_clone_are_refused(
        tmp_path, capsys, text, message):
    if text:
        shutil.copytree(RESULTS, tmp_path / "docs" / "results")
        (tmp_path / "README.md").write_text(text, encoding="utf-8")
    with pytest.raises(SystemExit):
        tables.main([str(tmp_path)])
    assert message in capsys.readouterr().err


@pytest.mark.parametrize("profile", PROFILES)
def test_committed_results_rest_on_the_recipes_of_today(profile):
    table = recipes(profile)
    stale = {result.id for results in load_results(RESULTS / profile).values() for result in results
             if not set(result.networks) <= known_keys(table, result.seed, "mnist")}
    assert not stale


def test_ci_runs_the_test_command_of_the_readme():
    commands = [line for line in README.splitlines() if line.endswith("-m pytest")]
    assert len(commands) == 1 and commands[0].startswith("python3 -m venv .venv && ")


def test_the_example_has_twelve_lines():
    (code,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    assert len(code.splitlines()) == 12


def test_every_claim_that_does_not_come_out_is_explained():
    page = (ROOT / "docs" / "differences.md").read_text(encoding="utf-8")
    index = re.search(r"## Claim by claim\n(.*?)\n## ", page, re.DOTALL)[1]
    missed = {entry.claim.id for profile in PROFILES
              for section in ledger(load_results(RESULTS / profile)).values()
              for entry in section if entry.word in (DIRECTION, DIFFERS)}
    rows = [(re.findall(r"`(\S+?)`", row), re.findall(r"\(#(.+?)\)", row))
            for row in index.splitlines() if row.startswith("| `")]
    assert {claim for claims, _ in rows for claim in claims} == missed
    sections = {slug(text.split("\n", 1)[0]): text for text in re.split(r"\n##+ ", page)}
    silent = [(claim, link) for claims, links in rows for claim in claims for link in links
              if f"`{claim}`" not in sections[link]]
    assert not silent, "the section that the index names does not speak of the claim"
