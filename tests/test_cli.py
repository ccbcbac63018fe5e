"""The command line: help everywhere; a mistake is one sentence and status 2, never a traceback."""
import os
import subprocess
import sys
from pathlib import Path

import pytest

from scratchadv import cli, gradcheck_catalogue
from scratchadv.results import Result, load_results, result_path, write_result

COMMANDS = ("reproduce", "report", "claims", "attack", "gradcheck", "bench", "coursework")


def run(capsys, *arguments):
    """-> exit status, stdout, stderr"""
    try:
        status = cli.main([str(argument) for argument in arguments])
    except SystemExit as stop:
        status = stop.code
    printed = capsys.readouterr()
    return status, printed.out, printed.err


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(capsys, command):
    status, out, _ = run(capsys, command, "--help")
    assert status == 0 and out.startswith(f"usage: scratchadv {command}")


def test_the_module_is_the_command():
    done = subprocess.run([sys.executable, "-m", "scratchadv", "--version"],
                          capture_output=True, text=True)
    assert done.returncode == 0 and done.stdout.startswith("scratchadv ")


def test_claims_lists_every_claim_with_its_rule(capsys):
    from scratchadv.claims import CLAIMS
    status, out, _ = run(capsys, "claims")
    assert status == 0
    for id in CLAIMS:
        assert id in out
    assert "84.4 to 94.4" in out, "s4.maxout's band"


@pytest.mark.parametrize("arguments, sentence", [
    (["reproduce", "s4.maxuot"], "ID must be a claim or a section, got 's4.maxuot'"),
    (["reproduce", "nonsense"], "got 'nonsense'; `scratchadv claims` lists them all"),
    (["reproduce", "s9.mpdbm"], "s9.mpdbm is not built yet"),
    (["reproduce", "--seeds", "0"], "must be a whole number from 1 to 999, got '0'"),
    (["reproduce", "--seeds", "two"], "must be a whole number from 1 to 999, got 'two'"),
    (["reproduce", "--seeds", "\N{SUPERSCRIPT TWO}"], "must be a whole number from 1 to 999"),
    (["reproduce", "--seeds", "9" * 5000], "must be a whole number from 1 to 999"),
    (["reproduce", "--profile", "huge"], "invalid choice: 'huge'"),
    (["reproduce", "s3", "--data", "/no/such/folder"], "/no/such/folder"),
    (["report", "/no/such/folder"], "/no/such/folder"),
    (["attack", "/no/such/picture.png"], "/no/such/picture.png"),
    (["attack", "--digit", "10000"], "digit"),
    (["attack", "--digit", "0", "picture.png"], "not allowed with argument"),
    (["coursework", "grade", "2", ""], "DIR: must be a folder, got an empty text"),
    (["coursework", "make", "2", ""], "DIR: must be a folder, got an empty text"),
    (["coursework", "grade", "2", "--folder", ""], "--folder: must be a folder, got an empty"),
    (["attack", "--target", "10"], "10"),
    (["attack", "--label", "-1"], "--label must lie in 0..9, got -1"),
    (["attack", "--label", "10"], "--label must lie in 0..9, got 10"),
    (["attack", "--eps", "-0.1"], "eps"),
    (["attack", "--eps", "nan"], "eps"),
    (["attack", "--norm", "3"], "invalid choice: '3'"),
    (["attack", "--network", "/no/such/net.npz"], "/no/such/net.npz: No such file or directory"),
    (["attack", "--network", "net.npz", "--model", "maxout"], "not allowed with"),
    (["attack", "mine.png", "--digit", "5"], "not allowed with"),
    (["attack", "--target", "7"], "--target must be another class than the true one, got 7"),
    (["attack", "--out", "/no/such/folder/a.png"], "make /no/such/folder first"),
    (["attack", "--out", "."], "--out must be a file, got the folder ."),
    (["attack", "--out", "/proc/a.png"], "--out must"),
    (["attack", "--out", "a.gif"], "the ending of --out must be one of '.png', '.svg', '.pdf'"),
    (["reproduce", "--seed", "-1"], "must be a whole number from 0 to 998, got '-1'"),
    (["reproduce", "--seed", "1", "--seeds", "3"], "not allowed with"),
    (["reproduce", "--list", "--data", "/no/such/folder"], "/no/such/folder"),
    (["reproduce", "--out", ""], "argument --out: must be a folder, got an empty text"),
    (["reproduce", "--data", ""], "argument --data: must be a folder, got an empty text"),
    (["attack", "--networks", ""], "argument --networks: must be a folder, got an empty text"),
    (["report", ""], "argument DIR: must be a folder, got an empty text"),
    (["launch"], "invalid choice: 'launch'"),
    ([], "measure the paper's claims"),
    (["bench", "--out", ""], "argument --out: must be a folder, got an empty text"),
    (["bench", "--out", "file"], "--out must be a folder, got the file"),
    (["attack", "--networks", "file"], "--networks must be a folder, got the file"),
])
def test_a_mistake_is_one_sentence_and_status_2(capsys, tmp_path, monkeypatch, arguments, sentence):
    monkeypatch.chdir(tmp_path)
    Path("file").touch()
    status, _, err = run(capsys, *arguments)
    assert status == 2
    assert sentence in err and "Traceback" not in err


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut", b"\x80\x04K\x01.", b"\x00" * 100])
def test_a_foreign_network_file_is_named_and_refused(capsys, tmp_path, content):
    path = tmp_path / "net.npz"
    path.write_bytes(content)
    status, _, err = run(capsys, "attack", "--network", path)
    assert status == 2 and str(path) in err and "Traceback" not in err


def test_an_output_folder_that_is_a_file_is_refused(capsys, tmp_path):
    (tmp_path / "out").write_text("in the way")
    status, _, err = run(capsys, "reproduce", "s3.growth", "--profile", "smoke",
                         "--out", tmp_path / "out")
    assert status == 2 and f"--out must be a folder, got the file {tmp_path / 'out'}" in err


@pytest.mark.parametrize("name", ["results", "networks", "figures"])
def test_a_file_in_the_place_of_a_folder_is_named_before_anything_is_measured(
        capsys, tmp_path, name):
    (tmp_path / name).write_text("in the way")
    status, _, err = run(capsys, "reproduce", "s3.growth", "--profile", "smoke", "--out", tmp_path)
    assert status == 2
    assert f"{tmp_path / name} must be a folder, or not there yet, got a file" in err
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("profile, dataset, sentence", [
    ("laptop", "mnist", "profile smoke, got"),
    ("smoke", "0123456789abcdef", "data set mnist, got")])
def test_an_output_folder_of_others_is_refused_before_anything_is_overwritten(
        capsys, tmp_path, profile, dataset, sentence):
    result = Result("s3.growth", profile, 0, {}, dataset=dataset)
    kept = write_result(tmp_path, result).read_bytes()
    status, _, err = run(capsys, "reproduce", "s3.growth", "--profile", "smoke", "--out", tmp_path)
    assert status == 2 and f"--out must be a folder for {sentence}" in err
    assert result_path(tmp_path, "s3.growth", 0).read_bytes() == kept


def test_results_that_rest_on_other_data_are_not_mixed_into_a_report(capsys, tmp_path):
    write_result(tmp_path, Result("s4.softmax", "smoke", 0, {}, networks=["0123456789abcdef"]))
    status, _, err = run(capsys, "reproduce", "s3.growth", "--profile", "smoke", "--out", tmp_path)
    assert status == 2 and "s4.softmax rest on others" in err
    assert list(load_results(tmp_path)) == ["s4.softmax"]


def test_a_wrong_data_folder_leaves_no_output_folder_behind(capsys, tmp_path):
    status, _, err = run(capsys, "reproduce", "s3", "--data", tmp_path, "--out", tmp_path / "out")
    assert status == 2 and "got a folder without" in err
    assert not (tmp_path / "out").exists()


def test_a_report_of_nothing_is_refused(capsys, tmp_path):
    (tmp_path / "results").mkdir()
    status, _, err = run(capsys, "report", tmp_path)
    assert status == 2 and "must hold results, got none" in err
    assert not (tmp_path / "report.html").exists()


@pytest.mark.parametrize("error, status, sentence", [
    (KeyboardInterrupt(), 130, "stopped"),
    (FloatingPointError("training diverged"), 2, "training diverged"),
    (PermissionError(13, "Permission denied", "out/ledger.md"), 2,
     "scratchadv: out/ledger.md: Permission denied"),
])
def test_a_work_that_ends_early_says_why_in_one_sentence(capsys, monkeypatch, error, status,
                                                         sentence):
    def fail():
        raise error
    monkeypatch.setattr("scratchadv.report.claims_text", fail)
    found, _, err = run(capsys, "claims")
    assert found == status and sentence in err and "goes on" not in err


def test_ctrl_c_in_the_middle_of_a_reproduction_says_how_to_go_on(capsys, monkeypatch, tmp_path):
    def stopped(*given, **named):
        raise KeyboardInterrupt
    monkeypatch.setattr("scratchadv.reproduce.run", stopped)
    status, _, err = run(capsys, "reproduce", "--profile", "smoke", "--out", tmp_path, "s5.loss")
    assert status == 130 and "scratchadv: stopped; the same command goes on from here" in err


def test_ctrl_c_within_a_compiled_kernel_is_ctrl_c_and_another_system_error_is_not(
        capsys, monkeypatch):
    def fail():
        raise SystemError("returned a result with an exception set") from cause
    monkeypatch.setattr("scratchadv.report.claims_text", fail)
    cause = KeyboardInterrupt()
    assert run(capsys, "claims")[0] == 130
    cause = None
    with pytest.raises(SystemError):
        run(capsys, "claims")


def test_ctrl_c_that_python_would_forget_comes_again():
    code = """if True:
        import signal, time
        signal.signal(signal.SIGINT, signal.default_int_handler)

        class Dying:
            def __del__(self):
                signal.raise_signal(signal.SIGINT)

        def fail():
            Dying()
            time.sleep(60)
        import scratchadv.report
        scratchadv.report.claims_text = fail
        from scratchadv import cli, gradcheck_catalogue
        raise SystemExit(cli.main(["claims"]))
    """
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=50)
    assert done.returncode == 130 and done.stderr.strip().startswith("scratchadv: stopped")


def test_what_a_command_does_with_ignored_errors_ends_with_it(capsys):
    before = sys.unraisablehook
    run(capsys, "claims")
    assert sys.unraisablehook is before


def test_a_terminal_without_our_signs_gets_question_marks():
    code = "import sys; from scratchadv import cli; cli._prepare_output(); print('\\u2714 done')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True,
                          env={**os.environ, "PYTHONIOENCODING": "ascii"})
    assert (done.returncode, done.stdout.split()) == (0, [b"?", b"done"])


def test_closed_streams_stop_nothing():
    code = ("import sys; sys.stdout = sys.stderr = None; from scratchadv import cli; "
            "sys.exit(cli.main(['reproduce', '--list', '--out', 'nowhere']))")
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


def test_a_closed_pipe_leaves_no_traceback():
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run([sys.executable, "-m", "scratchadv", "claims"],
                          stdout=writer, stderr=subprocess.PIPE)
    os.close(writer)
    assert done.returncode == 141 and done.stderr == b""


@pytest.mark.parametrize("passed, status", [(True, 0), (False, 1)])
def test_gradcheck_fails_where_a_gradient_does(monkeypatch, passed, status):
    monkeypatch.setattr(gradcheck_catalogue, "run", lambda stream: passed)
    assert cli.main(["gradcheck"]) == status
