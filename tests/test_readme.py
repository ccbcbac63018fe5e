"""README's table is what the committed results say, and its commands are those that CI runs."""
import json
import re
from pathlib import Path

import pytest
from documents import slug

from scratchadv.claims import DIFFERS, DIRECTION
from scratchadv.experiments import (
    tries, tries_deep, tries_ensemble, tries_length, tries_logistic, tries_masks, tries_noise,
    tries_perturbed, tries_rubbish, tries_softmax, tries_start, tries_wide,
)
from scratchadv.experiments.recipes import known_keys, recipes
from scratchadv.report import headline_table
from scratchadv.report.evidence import evidence_table
from scratchadv.report.markdown import ledger_markdown
from scratchadv.report.rows import ledger
from scratchadv.results import load_results

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
RESULTS = ROOT / "docs" / "results"
PROFILES = "laptop", "paper"


def test_the_headline_table_is_made_from_the_committed_results():
    shown = re.search(r"<!-- headline -->\n(.*)<!-- /headline -->", README, re.DOTALL)[1]
    paper, laptop = (load_results(RESULTS / profile) for profile in ("paper", "laptop"))
    assert shown == headline_table(paper, laptop)


@pytest.mark.parametrize("profile", PROFILES)
def test_the_committed_ledger_is_made_from_the_committed_results(profile):
    folder = RESULTS / profile
    results = load_results(folder)
    assert ((folder / "ledger.md").read_text(encoding="utf-8")
            == ledger_markdown(ledger(results), results))


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


def test_the_table_of_tries_is_made_from_the_committed_results():
    page = (ROOT / "docs" / "differences.md").read_text(encoding="utf-8")
    files = sorted((RESULTS / "tries").glob("*.json"))
    shown = re.search(r"<!-- tries -->\n(.*)\n<!-- /tries -->", page, re.DOTALL)[1]
    assert shown == tries.table([json.loads(path.read_text("utf-8")) for path in files])


@pytest.mark.parametrize("tag, page, name", [("deep", tries_deep, "deep"),
                                             ("ensemble", tries_ensemble, "ensemble"),
                                             ("length", tries_length, "length"),
                                             ("logistic", tries_logistic, "logistic"),
                                             ("softmax", tries_softmax, "softmax"),
                                             ("masks", tries_masks, "masks"),
                                             ("noise", tries_noise, "noise"),
                                             ("perturbed", tries_perturbed, "perturbed"),
                                             ("rubbish", tries_rubbish, "rubbish"),
                                             ("starts", tries_start, "starts"),
                                             ("wide", tries_wide, "wide")])
def test_a_table_of_differences_is_made_from_the_committed_results(tag, page, name):
    text = (ROOT / "docs" / "differences.md").read_text(encoding="utf-8")
    shown = re.search(rf"<!-- {tag} -->\n(.*)\n<!-- /{tag} -->", text, re.DOTALL)[1]
    path = RESULTS / name / f"{name}.seed0.json"
    assert shown == page.table(json.loads(path.read_text("utf-8")))


def test_what_survives_the_exact_sign_is_told_from_the_committed_results():
    page = (ROOT / "docs" / "precision.md").read_text(encoding="utf-8")
    shown = re.search(r"<!-- evidence -->\n(.*)<!-- /evidence -->", page, re.DOTALL)[1]
    assert shown == evidence_table(load_results(RESULTS / "paper"))
