"""Which figures are drawn from which results."""
from report_folders import made_up

from scratchadv.figures import FIGURES, draw_figures


def test_every_built_claim_with_curves_has_a_figure():
    drawn = {id for figure in FIGURES for id in (figure.claim, *figure.needs)}
    assert {id for id, runs in made_up().items() if runs[0].data} <= drawn


def test_only_the_figures_whose_results_are_there_are_drawn(tmp_path):
    drawn = draw_figures({"s4.rotation": made_up()["s4.rotation"]}, tmp_path)
    assert list(drawn) == ["s4.rotation"]


def test_the_figures_of_one_claim_can_be_drawn_alone(tmp_path):
    drawn = draw_figures(made_up(), tmp_path, only="s6.noise.sign")
    assert list(drawn) == ["s6.noise"], "the chart that needs it, and not the rest"
