"""Which figures are drawn from which results."""
from dataclasses import replace
from pathlib import Path

import pytest
from matplotlib import style
from report_folders import made_up

from scratchadv.claims import CLAIMS
from scratchadv.figures import FIGURES, draw_figures
from scratchadv.figures.canvas import STYLE
from scratchadv.figures.found import Found
from scratchadv.results import load_results, write_result


def test_every_built_claim_with_curves_has_a_figure():
    drawn = {id for figure in FIGURES for id in (figure.claim, *figure.needs)}
    assert {id for id, runs in made_up().items() if runs[0].data} <= drawn


def labelled(figure):
    """The labels of all marks, and those in any legend."""
    places = [figure, *(part for part in getattr(figure, "subfigs", ()))]
    legends = [legend for place in places for legend in place.legends]
    legends += [axes.get_legend() for axes in figure.axes if axes.get_legend()]
    return ({label for axes in figure.axes for label in axes.get_legend_handles_labels()[1]},
            {text.get_text() for legend in legends for text in legend.get_texts()})


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    """The made-up results as they come from their files."""
    folder = tmp_path_factory.mktemp("made_up")
    for [result] in made_up().values():
        write_result(folder, result)
    return load_results(folder)


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.name)
def test_what_has_a_label_stands_in_a_legend(figure, loaded):
    with style.context(["default", STYLE]):
        drawing = figure.draw(Found(loaded))
    marks, told = labelled(drawing.figure)
    assert marks == told


@pytest.mark.parametrize("figure, id, key", [
    ("s6.transfer", "s6.transfer", "old_to_new.error.float32"),
    ("s6.noise", "s6.noise.sign", "error.exact"),
    ("sA.rubbish", "sA.maxout_softmax", "rubbish_error"),
    ("s8.agreement", "s8.both_wrong", "rbf.agreement.float32")])
def test_a_number_that_there_was_nothing_to_measure_of_leaves_a_gap(figure, id, key):
    results = made_up()
    results[id][0].measured[key] = {"value": None, "n": 0, "interval": None}
    drawing = next(each for each in FIGURES if each.name == figure).draw(Found(results))
    assert "nan" not in drawing.seen and "None" not in drawing.seen


def test_only_the_figures_whose_results_are_there_are_drawn(tmp_path):
    drawn = draw_figures({"s4.rotation": made_up()["s4.rotation"]}, tmp_path)
    assert list(drawn) == ["s4.rotation"]


def test_the_same_results_give_the_same_bytes_whatever_the_hour_and_the_readers_style(
        tmp_path, monkeypatch):
    results = {"s4.rotation": made_up()["s4.rotation"]}
    [drawn] = draw_figures(results, tmp_path / "one").values()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    with style.context({"axes.facecolor": "red", "font.size": 20}):
        [again] = draw_figures(results, tmp_path / "other").values()
    for kind in (".png", ".pdf"):
        first, second = (each.path.with_suffix(kind).read_bytes() for each in (drawn, again))
        assert first == second
        assert b"Software" not in first and b"CreationDate" not in first
    assert b"/CIDFontType2" in first or b"/FontFile2" in first, "in print, text is to be text"


def test_a_figure_that_cannot_be_printed_leaves_the_old_one(tmp_path, monkeypatch):
    [drawn] = draw_figures({"s4.rotation": made_up()["s4.rotation"]}, tmp_path).values()
    before = drawn.path.read_bytes()

    def half(canvas, file, **options):
        (open(file, "wb") if isinstance(file, (str, Path)) else file).write(before[:100])
        raise KeyboardInterrupt
    monkeypatch.setattr("matplotlib.backends.backend_agg.FigureCanvasAgg.print_figure", half)
    with pytest.raises(KeyboardInterrupt):
        draw_figures({"s4.rotation": made_up()["s4.rotation"]}, tmp_path)
    assert drawn.path.read_bytes() == before


@pytest.mark.parametrize("claim, shown", [
    ("s6.noise.sign", ["s6.noise"]), ("s6.objective", ["s6.objective", "s6.noise"])])
def test_the_figures_that_show_one_claim_can_be_drawn_alone(tmp_path, claim, shown):
    assert list(draw_figures(made_up(), tmp_path, only=claim)) == shown


def test_figures_have_the_style_of_the_house(tmp_path):
    [drawn] = draw_figures({"s4.rotation": made_up()["s4.rotation"]}, tmp_path).values()
    assert not any(axes.spines["top"].get_visible() for axes in drawn.drawing.figure.axes)


def test_a_figure_is_drawn_again_only_where_its_results_have_changed(tmp_path):
    results = {id: made_up()[id] for id in ("s4.rotation", "s3.growth", "s4.maxout",
                                            "s6.noise.sign", "s6.noise.uniform")}
    first = draw_figures(results, tmp_path)
    before = {name: each.path.stat().st_mtime_ns for name, each in first.items()}
    results |= {"s3.growth": 2 * results["s3.growth"], "s6.objective": made_up()["s6.objective"]}
    again = draw_figures(results, tmp_path, earlier=first)
    anew = {name for name, each in again.items()
            if each.path.stat().st_mtime_ns != before.get(name)}
    assert anew == {"s3.growth", "s6.noise", "s6.objective", "glance"}, "what shows what changed"
    assert again["s4.rotation"] is first["s4.rotation"]


@pytest.mark.parametrize("kind", ["png", "pdf"])
def test_a_figure_that_somebody_has_deleted_is_drawn_again(tmp_path, kind):
    results = {"s4.rotation": made_up()["s4.rotation"]}
    path = draw_figures(results, tmp_path)["s4.rotation"].path.with_suffix(f".{kind}")
    path.unlink()
    draw_figures(results, tmp_path, earlier=draw_figures(results, tmp_path / "other"))
    assert path.exists()


def test_of_several_seeds_the_caption_says_which_one_is_drawn(tmp_path):
    one = made_up()["s4.rotation"]
    several = [one[0], replace(one[0], seed=1)]
    remark = "Drawn from seed 0 alone; the tables have the means."
    for runs, said in ((one, False), (several, True)):
        drawn = draw_figures({"s4.rotation": runs}, tmp_path)["s4.rotation"].drawing
        assert drawn.seen.endswith(remark) == said


def test_arrays_of_another_form_are_refused_with_the_claim_and_the_figure(tmp_path):
    (result,) = made_up()["s3.growth"]
    bad = replace(result, data={**result.data, "n": None})
    with pytest.raises(ValueError, match="data in s3.growth.seed0.json must "):
        draw_figures({"s3.growth": [bad]}, tmp_path)


@pytest.mark.parametrize("profile", ["laptop", "paper"])
def test_the_committed_results_can_be_drawn(profile):
    results = load_results(Path(__file__).parents[1] / "docs" / "results" / profile)
    with style.context(["default", STYLE]):
        for figure in FIGURES:
            if Found(results).has(*figure.needs):
                figure.draw(Found(figure.rests_on(results)))


def test_no_band_of_a_clean_error_lies_on_the_frame(tmp_path):
    (result,) = made_up()["s6.240"]
    measured = {f"{who}.clean_error": {"value": error, "n": 10_000, "interval": None}
                for who, error in (("naive", .0094), ("adversarial", .0084))}
    results = {"s6.240": [replace(result, measured=measured)]}
    drawing = draw_figures(results, tmp_path)["glance"].drawing
    (axes,) = drawing.figure.axes
    assert axes.get_xlim()[0] < CLAIMS["s6.240"].quantities[1].rule.lo


def test_the_glance_counts_the_papers_numbers_alone(tmp_path):
    drawn = draw_figures({"s8.directions": made_up()["s8.directions"]}, tmp_path)
    assert "glance" not in drawn, "unpublished"


def test_a_figure_whose_results_are_gone_is_not_shown(tmp_path):
    first = draw_figures({"s4.rotation": made_up()["s4.rotation"]}, tmp_path)
    assert list(draw_figures({"s3.growth": made_up()["s3.growth"]}, tmp_path,
                             earlier=first)) == ["s3.growth"]


def test_a_figure_sees_only_the_results_that_it_names_and_the_glance_all():
    seen = {figure.name: set(figure.rests_on(made_up())) for figure in FIGURES}
    assert seen["s6.noise"] == {"s4.maxout", "s6.noise.sign", "s6.noise.uniform", "s6.objective"}
    assert seen["glance"] == set(made_up())
