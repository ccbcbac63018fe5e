"""The bench: the stopwatch, peers, sections and the command; no test asserts a time."""
import ast
import json
from pathlib import Path

import numpy as np
import pytest

from scratchadv import bench, cli
from scratchadv.bench import (
    child, environments, growth, peers, pictures, startup, steps, stopwatch, twins, validation,
)

PAGES, MISSING = peers.load()


def clock(monkeypatch, durations):
    """Calls of functions[name] take durations[name] seconds on a clock that nothing else moves."""
    now = [0.0]
    for name in ("monotonic", "perf_counter"):
        monkeypatch.setattr(stopwatch.time, name, lambda: now[0])
    monkeypatch.setattr(stopwatch.time, "sleep", lambda seconds: None)
    calls = []

    def function(name):
        def f():
            now[0] += durations[name]
            calls.append(name)
        return f
    return {name: function(name) for name in durations}, calls


# -- the stopwatch

def test_the_stopwatch_gives_each_its_own_milliseconds(monkeypatch):
    functions, _ = clock(monkeypatch, {"slow": 2.0, "quick": .004})
    found = stopwatch.medians(stopwatch.alternate(functions, seconds=0, least=2))
    assert found["slow"] == {"ms": pytest.approx(2000), "best": pytest.approx(2000), "runs": 2}
    assert found["quick"]["ms"] == pytest.approx(4)
    assert found["quick"]["runs"] > 2, "a short function runs many times a turn"


def test_contenders_take_turns_after_a_first_run_of_each(monkeypatch):
    functions, calls = clock(monkeypatch, {"one": 1.0, "other": 2.0})
    stopwatch.alternate(functions, seconds=0, least=3)
    assert calls == ["one", "other"] * 4


def test_the_stopwatch_goes_on_until_its_seconds_are_over(monkeypatch):
    functions, _ = clock(monkeypatch, {"one": 1.0})
    assert len(stopwatch.alternate(functions, seconds=10, least=1)["one"]) == 10


# -- peers

def test_peers_that_are_not_installed_are_said_to_be_missing():
    assert {page.NAME for page in PAGES} | set(MISSING) == set(peers.PAGES.values())
    assert all(why.startswith("not installed (No module named") for why in MISSING.values())


def test_without_a_checkout_the_peers_are_said_to_be_missing(tmp_path):
    pages, missing = peers.load(tmp_path)
    assert pages == [] and set(missing) == set(peers.PAGES.values())
    assert all("tests/peers comes with a checkout" in why for why in missing.values())


def test_a_page_that_is_broken_is_an_error_and_not_missing(tmp_path, monkeypatch):
    (tmp_path / "broken_page.py").write_text("1 / 0")
    monkeypatch.setattr(peers, "PAGES", {"broken_page": "broken"})
    with pytest.raises(ZeroDivisionError):
        peers.load(tmp_path)


@pytest.mark.parametrize("module", ["torch_eager", "jax_jit"])
def test_a_page_has_what_the_bench_calls(module):
    tree = ast.parse((peers.FOLDER / f"{module}.py").read_text(encoding="utf-8"))
    step, = (node for node in tree.body if isinstance(node, ast.ClassDef))
    methods = {node.name for node in step.body if isinstance(node, ast.FunctionDef)}
    functions = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    assert {"build", "about"} <= functions
    assert {"step", "fgsm", "predict", "parameters", "products"} <= methods


# -- the other sections

@pytest.mark.parametrize("p", [.5, 1.0, 2.0])
def test_the_exponent_of_a_power_is_found(p):
    sizes = np.array([3, 10, 30, 100])
    assert growth.exponent(sizes, 7 * sizes ** p) == pytest.approx(p)


def test_an_environment_is_compared_with_those_of_as_many_threads():
    found = environments.with_ratios([
        {"threads": threads, "clean": clean, "adversarial": adversarial, "clean_probe": 1.0}
        for threads, clean, adversarial in ((1, 8.0, 30.0), (2, 4.0, 20.0), (2, 6.0, 10.0))])
    assert [entry["clean ratio"] for entry in found] == [1, 1, 1.5]
    assert [entry["adversarial ratio"] for entry in found] == [1, 2, 1]


def test_a_child_reports_from_a_python_of_its_own(monkeypatch):
    monkeypatch.setenv("SCRATCHADV_KERNELS", "numpy")
    found = child.run("imports", SCRATCHADV_KERNELS=None)
    assert {"numpy", "scratchadv", "training", "began"} == set(found)
    assert all(found[name] >= 0 for name in ("numpy", "scratchadv", "training"))


def test_a_child_that_fails_says_why():
    with pytest.raises(ChildProcessError, match="memory failed .*'many'"):
        child.run("memory", "many")


# -- text, figures, the command

NUMBERS = {"ms": 2.0, "best": 1.5, "runs": 3}
ROW = {name: NUMBERS for name in ("ours", "definition", "JAX jit", "products")}
STEPS = {"examples": 10, "batch": 5, "missing": {"torch eager": "not installed (...)"},
         "peers": {"JAX jit": "jax 1"}, "sizes": {240: dict.fromkeys(steps.ROWS, ROW)},
         "shares": {240: {"JAX jit": dict.fromkeys(validation.KINDS, .25)}}}
GROWTH = {varied: {"sizes": [1, 10], "ms": {"ours": [1.0, 10.0]}, "exponents": {"ours": 1.0}}
          for varied in growth.VARIED}


def test_the_table_names_times_ratios_shares_and_who_is_missing():
    text = steps.text(STEPS)
    for part in ("2.00 (1.00)", "JAX jit 25 %", "torch eager: not installed (...)", "jax 1"):
        assert part in text


def test_the_figures_are_drawn_from_the_numbers_alone(tmp_path):
    paths = pictures.write({"steps": STEPS, "growth": GROWTH, "memory": {}}, tmp_path)
    assert [path.name for path in paths] == ["steps.png", "growth.png"]
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in paths)


def test_what_a_section_measures_is_printed_and_kept_as_json(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(startup, "measure", lambda quick, progress: {
        "imports": {"numpy": .1, "scratchadv": 0.0, "training": .2},
        "cold": {"first step": 3.0, "every kernel": 9.0}, "warm": {"first step": 1.0}})
    assert cli.main(["bench", "--only", "startup", "--out", str(tmp_path / "new")]) == 0
    kept = json.loads((tmp_path / "new" / "bench.json").read_text())
    assert kept["sections"]["startup"]["cold"]["every kernel"] == 9
    assert {"cpu", "cores", "versions", "variables", "load"} <= set(kept["machine"])
    assert "9.0 s until every kernel is compiled" in capsys.readouterr().out


def test_the_help_names_every_section(capsys):
    with pytest.raises(SystemExit):
        cli.main(["bench", "--help"])
    text = capsys.readouterr().out
    assert [name for name in bench.SECTIONS if f"\n  {name}  " not in text] == []


def test_all_and_doubled_names_are_each_measured_once():
    assert bench.select(["all", "steps"]) == list(bench.SECTIONS)
    assert bench.select(["memory", "memory"]) == ["memory"]
    assert bench.select(None) == list(bench.SECTIONS)[:3], "the help says: the first three"


def test_an_unknown_section_is_answered_by_one_sentence(tmp_path, capsys):
    assert cli.main(["bench", "--only", "speed", "--out", str(tmp_path / "x")]) == 2
    assert "SECTION must be one of twins, attacks" in capsys.readouterr().err
    assert not (tmp_path / "x").exists()


def test_a_file_in_the_place_of_the_folder_is_named(tmp_path, capsys):
    (tmp_path / "taken").write_text("")
    assert cli.main(["bench", "--only", "memory", "--out", str(tmp_path / "taken")]) == 2
    assert "taken" in capsys.readouterr().err


def test_a_wrong_contender_ends_the_bench_with_its_name(tmp_path, monkeypatch, capsys):
    def measure(quick, progress):
        raise ArithmeticError("JAX jit: its clean step is not the definition's")
    monkeypatch.setattr(steps, "measure", measure)
    assert cli.main(["bench", "--only", "steps", "--out", str(tmp_path)]) == 1
    assert "JAX jit: its clean step" in capsys.readouterr().err


def test_every_twin_of_the_package_is_among_those_that_are_timed():
    names = set()
    for path in (peers.FOLDER.parents[1] / "scratchadv").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and any(
                    isinstance(mark, ast.Call) and getattr(mark.func, "id", "") == "twin"
                    for mark in node.decorator_list):
                names.add(node.name)
    timed = {name.split(",")[0] for name, _, _ in twins.twins(np.random.default_rng(0))}
    assert names == timed, "add it to bench.twins.twins"


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_every_twin_agrees_at_the_sizes_that_are_timed(dtype):
    for name, function, arguments in twins.twins(np.random.default_rng(0), dtype):
        twins.check(name, function, arguments)


def test_a_twin_that_disagrees_is_named():
    def twin(z):
        return z + 1
    twin.definition = np.abs
    with pytest.raises(ArithmeticError, match="plus one: the twin does not agree"):
        twins.check("plus one", twin, (np.ones(3),))


def test_the_tables_of_the_performance_page_are_made_from_the_committed_numbers():
    docs = Path(__file__).parents[1] / "docs"
    found = json.loads((docs / "results" / "bench" / "bench.json").read_text(encoding="utf-8"))
    tables = "\n".join(line.rstrip() for line in bench.page(found).splitlines())
    assert f"```text\n{tables}\n```" in (docs / "performance.md").read_text(encoding="utf-8")
