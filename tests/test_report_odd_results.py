"""The report of few, odd or damaged results: it shows them as they are, or refuses them by name."""
import pytest
from report_folders import ledger_row, made_up, small

from scratchadv.report import write_report


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
