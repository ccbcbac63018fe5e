"""Every built claim's experiment runs at the smoke profile; its result can be judged and drawn."""
import io
from dataclasses import replace

import numpy as np
import pytest
from report_folders import not_for_print

from scratchadv import claims, experiments, reproduce
from scratchadv.experiments.lab import Lab
from scratchadv.results import load_results, write_result

BUILT = [id for id, claim in claims.CLAIMS.items() if claim.built]


@pytest.fixture(scope="module")
def smoke(tmp_path_factory):
    """One smoke run of everything.  -> its folder, its lab, what it printed"""
    out, printed = tmp_path_factory.mktemp("smoke"), io.StringIO()
    lab = Lab("smoke", 0, out, stream=io.StringIO())
    with not_for_print():
        assert reproduce.run(reproduce.select([], "smoke"), [lab], out, stream=printed) == 0
    return out, lab, printed.getvalue()


def test_every_built_claim_has_an_experiment_and_every_experiment_a_built_claim():
    assert set(BUILT) == set(experiments.EXPERIMENTS)


@pytest.mark.parametrize("id", BUILT)
def test_the_experiment_measures_every_key_of_its_claim(smoke, id):
    (result,) = load_results(smoke[0])[id]
    verdict = claims.verdict(claims.CLAIMS[id], {0: result.measured})
    assert verdict.word in (claims.REPRODUCED, claims.DIRECTION, claims.DIFFERS)


@pytest.mark.parametrize("id", ["s3.growth", "s5.loss", "s6.noise.dot"])
def test_what_is_mathematics_comes_out_even_at_the_smoke_profile(smoke, id):
    (result,) = load_results(smoke[0])[id]
    verdict = claims.verdict(claims.CLAIMS[id], {0: result.measured})
    exact = [judged.word for judged in verdict.judged
             if judged.quantity.unit != "%" and judged.word != "shown"]
    assert set(exact) == {claims.REPRODUCED}


def test_a_result_says_how_it_came_about(smoke):
    (result,) = load_results(smoke[0])["s4.maxout"]
    assert result.cores >= 1 and result.cpu and result.versions["numpy"] == np.__version__
    origins = {row["name"]: row["origin"] for row in result.hyperparameters}
    assert origins["maxout: max_norm"] == "pylearn2" and origins["maxout: epochs"] == "ours"
    assert len(result.networks) == 1


def test_report_ledger_and_figures_are_written(smoke):
    out, _, printed = smoke
    html, ledger = (out / "report.html").read_text(), (out / "ledger.md").read_text()
    for id in claims.CLAIMS:
        assert id in html and id in ledger, f"{id} must stand in the report, built or not"
    assert len(list((out / "figures").glob("*.png"))) >= 15
    assert str(out / "report.html") in printed


def test_a_second_run_keeps_what_is_done_and_measures_nothing(smoke, tmp_path):
    ids, found = ["s3.growth", "s4.softmax"], load_results(smoke[0])
    paths = [write_result(tmp_path, *found[id]) for id in ids]
    before, printed = [path.stat().st_mtime_ns for path in paths], io.StringIO()
    lab = Lab("smoke", 0, tmp_path, stream=io.StringIO())
    reproduce.run(ids, [lab], tmp_path, stream=printed)
    assert printed.getvalue().count("kept") == 2 and not (tmp_path / "networks").exists()
    assert before == [path.stat().st_mtime_ns for path in paths]


def test_a_result_without_a_key_that_its_claim_has_by_now_is_measured_again(smoke, tmp_path):
    (result,) = load_results(smoke[0])["s4.softmax"]
    lab = Lab("smoke", 0, tmp_path, stream=io.StringIO())
    write_result(tmp_path, result)
    assert experiments.done("s4.softmax", lab)
    write_result(tmp_path, replace(result, measured={}))
    assert not experiments.done("s4.softmax", lab)


def test_a_network_is_trained_once_and_found_again_by_its_recipe(smoke):
    out, lab, _ = smoke
    again = Lab("smoke", 0, out, stream=io.StringIO())
    for name, array in again.network("softmax").parameters().items():
        np.testing.assert_array_equal(array, lab.network("softmax").parameters()[name])
    assert not list((out / "networks").glob("*.checkpoint")), (
        "a finished training needs no checkpoint")


def test_the_wide_network_is_trained_again_for_as_many_epochs_as_early_stopping_found(smoke):
    _, lab, _ = smoke
    best = lab.history("adversarial_1600_50000")["best_epoch"]
    assert len(lab.history("adversarial_1600")["epoch"]) == best


def test_the_curves_of_training_leave_out_the_stage_that_trains_on_validation_digits(tmp_path):
    lab = Lab("smoke", 0, tmp_path, stream=io.StringIO())
    first = replace(lab.recipes["maxout"], epochs=1)
    lab.recipes |= {"first": first, "maxout": replace(first, start="first", examples=12_000)}
    _, data = experiments.EXPERIMENTS["s6.objective"](lab)
    x, y = (part[:2000] for part in lab.splits()[1])
    assert data["naive_epoch"] == [1]
    assert data["naive_clean_error"] == [np.mean(lab.network("first").predict(x) != y)]
