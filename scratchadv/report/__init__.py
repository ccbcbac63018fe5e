"""From a folder of results to the report: OUT/report.html, OUT/ledger.md and OUT/figures/*.png."""
from pathlib import Path

from scratchadv.figures import draw_figures
from scratchadv.files import write_atomically
from scratchadv.report.headline import headline_table
from scratchadv.report.listing import claims_text
from scratchadv.report.markdown import ledger_markdown
from scratchadv.report.page import page
from scratchadv.report.rows import ledger
from scratchadv.report.summary import counts
from scratchadv.results import load_results


def write_report(folder, *, earlier=None):
    """Join whatever results OUT holds, judge them, draw them.  -> the path of OUT/report.html.

    earlier: {name: Drawn}, the figures that draw_figures has drawn there.
    ValueError that names the file or the claim: damaged or foreign results, missing numbers.
    """
    folder = Path(folder)
    results = load_results(folder)
    if not results:
        raise ValueError(f"{folder} must hold results, got none in {folder / 'results'}; run "
                         "`scratchadv reproduce` first")
    sections = ledger(results)
    drawn = draw_figures(results, folder, earlier=earlier)
    write_atomically(folder / "ledger.md", ledger_markdown(sections, results).encode())
    write_atomically(folder / "report.html", page(sections, results, drawn).encode())
    return folder / "report.html"


__all__ = ["claims_text", "headline_table", "write_report", "ledger", "counts"]
