"""Every demo runs as a lecturer runs it: a script of its own, in any folder, without a display."""
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DEMOS = sorted({*(ROOT / "demos").glob("*.py")} - {ROOT / "demos" / "picture.py"})
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(scope="module", params=DEMOS, ids=lambda path: path.stem)
def demo(request):
    return request.param


@pytest.fixture(scope="module")
def finished(demo, tmp_path_factory):
    """One run for several tests.  -> its folder, its lines as `> FILE 2>&1` keeps them"""
    folder = tmp_path_factory.mktemp(demo.stem)
    done = called(demo, folder, stderr=subprocess.STDOUT)
    assert done.returncode == 0, done.stdout
    return folder, done.stdout.splitlines()


def test_there_are_eight_demos():
    assert len(DEMOS) == 8, "an empty folder would pass every other test here"


def called(demo, folder, *arguments, stderr=subprocess.PIPE):
    """demo in `folder`, with warnings as errors and no display.  -> what became of it"""
    variables = {name: value for name, value in os.environ.items()
                 if name not in ("DISPLAY", "WAYLAND_DISPLAY", "MPLBACKEND")}
    variables["PYTHONPATH"] = str(ROOT)
    variables["OPENBLAS_NUM_THREADS"] = "1"           # where others work too, its threads wait long
    variables["PYTHONUNBUFFERED"] = "1"               # lines in the order of their printing
    return subprocess.run([sys.executable, "-W", "error", str(demo), *arguments], cwd=folder,
                          env=variables, stdout=subprocess.PIPE, stderr=stderr, text=True)


def run(demo, folder, *arguments):
    """The same where it succeeds.  -> stdout"""
    done = called(demo, folder, *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_demo_runs_and_says_where_its_one_picture_is(demo, finished):
    folder, lines = finished
    assert [path.name for path in folder.iterdir()] == [f"{demo.stem}.png"], "one picture each"
    picture = (folder / f"{demo.stem}.png").read_bytes()
    assert picture.startswith(PNG) and len(picture) > 10_000, "an empty figure is smaller"
    assert lines[-1] == f"picture: {demo.stem}.png"


def test_no_progress_stands_between_the_lines_of_a_result(finished):
    progress = [line.startswith("epoch ") for line in finished[1]]
    assert progress == sorted(progress, reverse=True), finished[1]


@pytest.mark.parametrize("name, words", [
    ("coursework", ["right answer"]),
    ("fgsm_by_hand", ["orange +.25, purple -.25"]),
    ("linear_growth", ["change of the score, w.eta", "(black: change of a pixel)"]),
])
def test_out_names_the_picture_which_says_what_its_lines_and_colours_are(name, words, tmp_path):
    stdout = run(ROOT / "demos" / f"{name}.py", tmp_path, "--out", "slide.svg")
    assert [path.name for path in tmp_path.iterdir()] == ["slide.svg"]
    assert stdout.splitlines()[-1] == "picture: slide.svg"
    picture = (tmp_path / "slide.svg").read_text(encoding="utf-8")
    for word in words:
        assert f"<!-- {word} -->" in picture, "matplotlib's comment on every text it draws"


def test_a_demo_is_under_sixty_lines(demo):
    assert len(demo.read_text(encoding="utf-8").splitlines()) < 60


def test_a_picture_that_cannot_be_written_is_refused_before_the_work(demo, tmp_path):
    done = called(demo, tmp_path, "--out", "nowhere/slide.png")
    assert done.returncode == 2 and done.stdout == ""
    said = f"{demo.name}: --out must lie in a folder that is there"
    assert said in done.stderr and len(done.stderr.splitlines()) == 1, done.stderr


@pytest.mark.parametrize("out, words", [
    ("slide.xyz", "the ending of --out must be"),
    ("folder.png", "--out must be a file, got the folder folder.png"),
    ("file.txt/slide.png", "file.txt is a file"),
])
def test_a_picture_is_refused_for_what_is_wrong_with_its_name(out, words, tmp_path):
    (tmp_path / "folder.png").mkdir()
    (tmp_path / "file.txt").write_text("in the way")
    done = called(ROOT / "demos" / "fgsm_by_hand.py", tmp_path, "--out", out)
    assert done.returncode == 2 and done.stdout == ""
    assert words in done.stderr and len(done.stderr.splitlines()) == 1, done.stderr


def test_in_a_read_only_folder_the_default_is_refused_in_one_sentence(monkeypatch, capsys):
    def refuse(**_):
        raise PermissionError(13, "Permission denied")
    monkeypatch.syspath_prepend(ROOT / "demos")
    monkeypatch.setattr(sys, "argv", ["rbf_confidence.py"])
    monkeypatch.setattr(tempfile, "NamedTemporaryFile", refuse)
    from picture import picture_path
    with pytest.raises(SystemExit) as stop:
        picture_path("A demo.", "rbf_confidence.png")
    said = capsys.readouterr().err
    assert stop.value.code == 2 and len(said.splitlines()) == 1
    assert said.startswith("rbf_confidence.py: --out must be a file that can be written, got "
                           "rbf_confidence.png (Permission denied)")


def test_the_help_says_what_out_is(demo, tmp_path):
    said = " ".join(run(demo, tmp_path, "--help").split())
    assert f"--out FILE the picture: .png, .svg or .pdf (default: {demo.stem}.png)" in said
