"""Results files: what goes in comes out, and nothing damaged or foreign gets in."""
import json

import numpy as np
import pytest

from scratchadv.results import Result, load_results, read_result, result_path, write_result


def a_result(**changes):
    fields = {"id": "s4.softmax", "profile": "laptop", "seed": 0, "seconds": 1.5, "cpu": "a CPU",
              "measured": {"error.float32": {"value": 0.25, "n": 4, "interval": [0.1, 0.5]}},
              "data": {"n": np.arange(3), "grid": np.ones((2, 3), np.float32)}}
    return Result(**{**fields, **changes})


def test_a_result_comes_back_as_it_was_written_with_arrays_as_lists(tmp_path):
    path = write_result(tmp_path, a_result())
    assert path == result_path(tmp_path, "s4.softmax", 0)
    back = read_result(path)
    assert back == a_result(data={"n": [0, 1, 2], "grid": [[1.0] * 3] * 2})


def test_arrays_keep_7_significant_digits(tmp_path):
    back = read_result(write_result(tmp_path, a_result(data={"pi": np.array([np.pi, 1e-9 / 3])})))
    np.testing.assert_allclose(back.data["pi"], [np.pi, 1e-9 / 3], rtol=5e-7)


def test_numpy_numbers_are_accepted_as_measured_values(tmp_path):
    entry = {"value": np.float32(0.5), "n": np.int64(10), "interval": (np.float64(0.25), 0.75)}
    back = read_result(write_result(tmp_path, a_result(measured={"error.float32": entry})))
    assert back.measured["error.float32"] == {"value": 0.5, "n": 10, "interval": [0.25, 0.75]}


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), np.float32("nan")])
def test_nan_and_infinity_are_not_written(tmp_path, bad):
    with pytest.raises(ValueError, match="numbers of s4.softmax, seed 0, must be finite or None"):
        write_result(tmp_path, a_result(measured={"error.float32": {"value": bad}}))
    assert not list(tmp_path.rglob("*.json")), "half a file was left behind"


def test_results_are_joined_by_claim_in_the_ledgers_order_and_by_seed(tmp_path):
    for seed in (10, 2, 0):
        write_result(tmp_path, a_result(seed=seed))
    write_result(tmp_path, a_result(id="s3.growth"))
    write_result(tmp_path, a_result(id="fig2.logistic"))
    (tmp_path / "results" / "s4.softmax.seed0.lock").write_bytes(b"")
    joined = load_results(tmp_path)
    assert list(joined) == ["s3.growth", "s4.softmax", "fig2.logistic"], "not the alphabet's"
    assert [result.seed for result in joined["s4.softmax"]] == [0, 2, 10], "2 comes before 10"


@pytest.mark.parametrize("other", [dict(seed=1), dict(id="s3.growth")])
@pytest.mark.parametrize("change, sentence", [
    (dict(profile="smoke"), "one profile, got laptop and smoke"),
    (dict(dataset="0123456789abcdef"), "one data set, got 0123456789abcdef and mnist")])
def test_two_profiles_or_two_data_sets_are_not_joined(tmp_path, other, change, sentence):
    write_result(tmp_path, a_result())
    write_result(tmp_path, a_result(**other, **change))
    with pytest.raises(ValueError, match=f"{tmp_path} must be of {sentence}; give each"):
        load_results(tmp_path)


def test_a_result_that_does_not_say_of_which_data_set_is_of_mnist(tmp_path):
    path = write_result(tmp_path, a_result())
    stored = json.loads(path.read_text())
    assert stored.pop("dataset") == "mnist"
    path.write_text(json.dumps(stored))
    assert read_result(path).dataset == "mnist"


def test_a_folder_without_results_is_named(tmp_path):
    with pytest.raises(ValueError, match=f"{tmp_path} must be a folder that"):
        load_results(tmp_path)


@pytest.mark.parametrize("cut", [0, 1, 40, -1])
def test_a_truncated_file_is_refused_by_name(tmp_path, cut):
    path = write_result(tmp_path, a_result())
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(ValueError, match="s4.softmax.seed0.json is damaged, truncated"):
        load_results(tmp_path)


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"PK\x03\x04", b"not json"])
def test_a_file_of_other_bytes_is_refused_by_name(tmp_path, content):
    path = write_result(tmp_path, a_result())
    path.write_bytes(content)
    with pytest.raises(ValueError, match="s4.softmax.seed0.json is damaged, truncated"):
        read_result(path)


@pytest.mark.parametrize("change, wanted", [
    ({"scratchadv": "network"}, "is not a result of scratchadv"),
    ({"format": 3}, "must be in format 2, got format 3"),
    ({"seed": "0"}, "something wrong in seed"),
    ({"seed": True}, "something wrong in seed"),
    ({"measured": []}, "something wrong in measured"),
    ({"extra": 1}, "something wrong in extra"),
    ({"id": "s4.nothing"}, "a claim of the ledger, got 's4.nothing'"),
    ({"seed": 7}, "must be named s4.softmax.seed7.json"),
    ({"measured": {"error.float32": 0.5}}, "value .* of error.float32, got 0.5"),
    ({"measured": {"error.float32": {"n": 3}}}, "value .* of error.float32"),
    ({"measured": {"error.float32": {"value": "0.5"}}}, "value .* of error.float32"),
    ({"measured": {"error.float32": {"value": 0.5, "interval": [0.1]}}}, "of error.float32"),
    ({"measured": {"error.float32": {"value": 0.5, "interval": "ab"}}}, "of error.float32"),
    ({"measured": {"error.float32": {"value": 0.5, "interval": 3}}}, "of error.float32, got"),
    ({"measured": {"error.float32": {"value": 0.5, "interval": [None, 1]}}}, "of error.float32"),
    ({"measured": {"error.float32": {"value": True}}}, "value .* of error.float32"),
    ({"measured": {"error.float32": {"value": .5, "n": -5}}}, "value .* of error.float32"),
    ({"measured": {"error.float32": {"value": .5, "interval": [9, 5]}}}, "of error.float32"),
    ({"profile": "nonsense"}, "must be of profile smoke, laptop, paper, got 'nonsense'"),
    ({"hyperparameters": [{"name": "eps"}]}, "something wrong in hyperparameters"),
    ({"hyperparameters": [{"name": "eps", "value": 1, "origin": "a friend"}]},
     "something wrong in hyperparameters"),
    ({"hyperparameters": [{"value": 1, "origin": "ours"}]}, "something wrong in hyperparameters"),
    ({"networks": [["a hash"]]}, "something wrong in networks"),
    ({"training": {"maxout.seed0": "long"}}, "something wrong in training"),
    ({"training": {"maxout": 24.0}}, "something wrong in training"),
    ({"measured": {"error.float32": {"value": float("nan")}}}, "NaN among its numbers"),
])
def test_a_foreign_or_edited_file_is_refused_by_name_with_what_is_wrong(tmp_path, change, wanted):
    path = write_result(tmp_path, a_result())
    path.write_text(json.dumps({**json.loads(path.read_text()), **change}))
    with pytest.raises(ValueError, match=wanted) as error:
        read_result(path)
    assert str(path) in str(error.value)


@pytest.mark.parametrize("number", ["1e999", "1" + 400 * "0"])
def test_a_number_beyond_every_float_is_refused(tmp_path, number):
    path = write_result(tmp_path, a_result(seconds=4321.0))
    path.write_text(path.read_text().replace("4321.0", number))
    with pytest.raises(ValueError, match="something wrong in seconds"):
        read_result(path)


@pytest.mark.parametrize("content", ["[]", "3", "null", '"result"', "{}"])
def test_json_that_is_no_result_is_refused(tmp_path, content):
    path = write_result(tmp_path, a_result())
    path.write_text(content)
    with pytest.raises(ValueError, match="is not a result of scratchadv"):
        read_result(path)


def test_what_was_measured_keeps_all_its_digits(tmp_path):
    entry = {"value": 1 / 3, "n": 3, "interval": [.1 / 3, np.float64(2) / 3]}
    back = read_result(write_result(tmp_path, Result("s4.softmax", "laptop", 0, {"error": entry})))
    assert back.measured["error"] == {"value": 1 / 3, "n": 3, "interval": [.1 / 3, 2 / 3]}
