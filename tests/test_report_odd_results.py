"""The report of few, odd or damaged results: it shows them as they are, or refuses them by name."""
from dataclasses import replace
from html import unescape

import pytest
from report_folders import ledger_row, made_up, small

from scratchadv.claims.claim import Claim, Quantity
from scratchadv.claims.rules import above
from scratchadv.metrics import wilson_interval
from scratchadv.report import rows, write_report
from scratchadv.report.summary import NOT_MNIST, SMOKE, machines


def test_a_claim_that_was_not_run_says_so(tmp_path):
    text = write_report(small(tmp_path)).read_text()
    assert 'not-run"><a href="#s4.maxout">' in text and 'not-built"><a href="#fig1.panda">' in text


def test_the_same_results_give_the_same_bytes(tmp_path):
    first = write_report(small(tmp_path)).read_bytes()
    assert write_report(tmp_path).read_bytes() == first


def test_text_from_a_result_cannot_become_markup(tmp_path):
    bad = [{"name": "<b>&", "value": "<script>", "origin": "ours"}]
    text = write_report(small(tmp_path, cpu="<script>x</script>", hyperparameters=bad)).read_text()
    assert "<script" not in text and "&lt;script&gt;" in text and "&lt;b&gt;&amp;" in text


def test_nothing_to_measure_is_shown_as_such_and_does_not_reproduce(tmp_path):
    measured = made_up()["s4.softmax"][0].measured
    for key in ("confidence.float32", "confidence.exact"):
        measured[key] = {"value": None, "n": 0, "interval": None}
    write_report(small(tmp_path, measured=measured))
    row = ledger_row((tmp_path / "ledger.md").read_text(), "confidence on mistakes")
    assert "none (nothing to measure)" in row and "differs" in row


def test_smoke_results_are_marked_as_such_in_page_and_markdown(tmp_path):
    page = write_report(small(tmp_path, profile="smoke")).read_text()
    ledger = (tmp_path / "ledger.md").read_text()
    assert SMOKE in page and SMOKE in ledger
    write_report(small(tmp_path))
    assert SMOKE not in (tmp_path / "ledger.md").read_text()


def test_results_of_another_data_set_say_so_at_the_top_of_page_and_markdown(tmp_path):
    page = write_report(small(tmp_path, dataset="0123456789abcdef")).read_text()
    ledger = (tmp_path / "ledger.md").read_text()
    said = NOT_MNIST.format("0123456789abcdef")
    assert said in unescape(page) and said in ledger
    write_report(small(tmp_path))
    assert "Not MNIST" not in (tmp_path / "ledger.md").read_text()


@pytest.mark.parametrize("exact, told", [(.886, False), (.996, True)])
def test_our_finding_is_told_where_the_results_show_it(tmp_path, exact, told):
    for seed, single in enumerate((.886, .866)):
        measured = made_up()["s4.precision"][0].measured
        measured["maxout.error.exact"] = {"value": exact, "n": 10_000, "interval": None}
        measured["maxout.error.float32"] = {"value": single, "n": 10_000, "interval": None}
        small(tmp_path, id="s4.precision", seed=seed, measured=measured)
    text = write_report(tmp_path).read_text()
    assert ("Our own finding" in text) == told
    assert ("network is 87.6 % in single precision and 99.6 % with" in text) == told, \
        "the means of the ledger, not the seed that is drawn"


def test_a_count_that_differs_from_seed_to_seed_is_shown_as_a_range(tmp_path):
    for seed, n in enumerate((1649, 939, 2088)):
        measured = made_up()["s8.linear"][0].measured
        measured["maxout.agreement.float32"] = {"value": .5, "n": n, "interval": [.4, .6]}
        small(tmp_path, id="s8.linear", seed=seed, measured=measured)
    write_report(tmp_path)
    row = ledger_row((tmp_path / "ledger.md").read_text(), "same wrong class, maxout")
    low, high = wilson_interval(470, 939)         # of the fewest: the widest
    assert f"Wilson {100 * low:.2f} to {100 * high:.2f}, n 939 to 2,088" in row


def test_a_difference_is_told_of_the_seeds_that_have_both_ends(tmp_path):
    for seed, (new, old) in enumerate([(.30, 0.), (.10, None), (.20, .01)]):
        measured = made_up()["s6.240"][0].measured
        measured["adversarial.clean_error"] = {"value": new, "n": None, "interval": None}
        measured["naive.clean_error"] = {"value": old, "n": None, "interval": None}
        small(tmp_path, id="s6.240", seed=seed, measured=measured)
    write_report(tmp_path)
    row = ledger_row((tmp_path / "ledger.md").read_text(), "on J~ less on J")
    assert "+24.50 points (25.00 less 0.50, paired over 2 seeds" in row


def test_a_training_counts_on_the_machine_where_it_first_appears():
    runs = [replace(made_up()[id][0], cpu=cpu, seconds=5., training=training) for id, cpu, training
            in (("s4.maxout", "one", {"maxout.seed0": 24.}),
                ("s6.240", "other", {"maxout.seed0": 24., "adversarial.seed0": 60.}))]
    said = machines({run.id: [run] for run in runs})
    assert [line.rpartition("; ")[2].partition(" of")[0] for line in said] == ["29 s", "1 min 05 s"]


@pytest.mark.parametrize("entry", [
    {"value": .5, "n": 500.5, "interval": None}, {"value": -.5, "n": 500, "interval": [.4, .6]},
    {"value": .5, "n": True, "interval": None}, {"value": .5, "n": 5, "interval": [.6, .4]}])
def test_an_entry_that_cannot_be_is_refused_by_its_file(tmp_path, entry):
    measured = {**made_up()["s4.softmax"][0].measured, "error.exact": entry}
    with pytest.raises(ValueError, match="s4.softmax.seed0.json must hold value .* of error.exact"):
        write_report(small(tmp_path, measured=measured))


def test_a_file_nested_without_end_is_damaged(tmp_path):
    path = next((small(tmp_path) / "results").iterdir())
    path.write_text("[" * 100_000)
    with pytest.raises(ValueError, match="s4.softmax.seed0.json is damaged"):
        write_report(tmp_path)


def test_a_field_of_another_type_is_told_with_the_type_that_it_should_have(tmp_path):
    path = next((small(tmp_path) / "results").iterdir())
    path.write_text(path.read_text().replace('"seed": 0', '"seed": "0"'))
    with pytest.raises(ValueError, match=r"fields .*seed \(int\).*, got something wrong in seed"):
        write_report(tmp_path)


def test_a_result_without_a_number_is_refused_with_claim_and_key(tmp_path):
    measured = made_up()["s4.softmax"][0].measured
    del measured["error.exact"]
    with pytest.raises(ValueError, match="s4.softmax, seed 0, .* got none for error.exact"):
        write_report(small(tmp_path, measured=measured))


def test_a_result_without_its_curve_is_refused_with_claim_and_name(tmp_path):
    data = made_up()["s4.rotation"][0].data
    del data["l2_share"]
    with pytest.raises(ValueError, match="s4.rotation, seed 0, must hold l2_share"):
        write_report(small(tmp_path, id="s4.rotation", data=data))


def test_a_damaged_result_stops_the_report_by_name(tmp_path):
    path = next((small(tmp_path) / "results").iterdir())
    path.write_text(path.read_text()[:100])
    with pytest.raises(ValueError, match="s4.softmax.seed0.json is damaged"):
        write_report(tmp_path)
    assert not (tmp_path / "report.html").exists()


@pytest.mark.parametrize("unit, scale, shown", [
    ("%", 1, "+0.42 points"), ("points", 1, "+0.42 points"), ("nats", 1, "+0.0042 nats"),
    ("", 1e6, "+4.2e+03")])
def test_a_difference_has_the_unit_of_its_quantity_and_of_percentages_points(unit, scale, shown):
    quantity = Quantity("a", "a less b", unit=unit, rule=above(0, minus="b"))
    result = replace(made_up()["s6.240"][0], measured={
        key: {"value": value * scale, "n": None, "interval": None}
        for key, value in (("a", .0242), ("b", .02))})
    row, = rows.entry(Claim("s0.made_up", "sec. 0", "It.", "ours", (quantity,)), [result]).rows
    assert row.measured.main == row.judged == shown
