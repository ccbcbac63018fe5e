"""Every demo runs as a lecturer runs it: a script of its own, in any folder, without a display."""
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DEMOS = sorted({*(ROOT / "demos").glob("*.py")} - {ROOT / "demos" / "picture.py"})
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(params=DEMOS, ids=lambda path: path.stem)
def demo(request):
    return request.param


def test_there_are_eight_demos():
    assert len(DEMOS) == 8, "an empty folder would pass every other test here"


def called(demo, folder, *arguments):
    """demo in `folder`, with warnings as errors and no display.  -> what became of it"""
    variables = {name: value for name, value in os.environ.items()
                 if name not in ("DISPLAY", "WAYLAND_DISPLAY", "MPLBACKEND")}
    variables["PYTHONPATH"] = str(ROOT)
    variables["OPENBLAS_NUM_THREADS"] = "1"           # where others work too, its threads wait long
    return subprocess.run([sys.executable, "-W", "error", str(demo), *arguments], cwd=folder,
                          env=variables, capture_output=True, text=True)


def run(demo, folder, *arguments):
    """The same where it succeeds.  -> stdout"""
    done = called(demo, folder, *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_demo_runs_and_says_where_its_one_picture_is(demo, tmp_path):
    stdout = run(demo, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [f"{demo.stem}.png"], "one picture each"
    picture = (tmp_path / f"{demo.stem}.png").read_bytes()
    assert picture.startswith(PNG) and len(picture) > 10_000, "an empty figure is smaller"
    assert stdout.splitlines()[-1] == f"picture: {demo.stem}.png"


def test_a_demo_is_under_sixty_lines(demo):
    assert len(demo.read_text(encoding="utf-8").splitlines()) < 60


def test_out_names_the_picture(tmp_path):
    stdout = run(ROOT / "demos" / "fgsm_by_hand.py", tmp_path, "--out", "slide.png")
    assert [path.name for path in tmp_path.iterdir()] == ["slide.png"]
    assert stdout.splitlines()[-1] == "picture: slide.png"


@pytest.mark.parametrize("out, words", [
    ("nowhere/slide.png", "--out must lie in a folder that is there"),
    ("slide.xyz", "the ending of --out must be"),
])
def test_a_picture_that_cannot_be_written_is_refused_before_the_work(demo, out, words, tmp_path):
    done = called(demo, tmp_path, "--out", out)
    assert done.returncode == 2 and done.stdout == ""
    assert words in done.stderr and len(done.stderr.splitlines()) == 1, done.stderr


def test_the_help_says_what_out_is(demo, tmp_path):
    said = " ".join(run(demo, tmp_path, "--help").split())
    assert f"--out FILE the picture: .png, .svg or .pdf (default: {demo.stem}.png)" in said
