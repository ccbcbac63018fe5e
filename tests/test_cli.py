"""The command line: help everywhere; a mistake is one sentence and status 2, never a traceback."""
import os
import subprocess
import sys

import pytest

from scratchadv import cli

COMMANDS = ("reproduce", "report", "claims", "attack", "gradcheck", "bench")


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
    (["reproduce", "s9.mpdbm"], "s9.mpdbm is not built yet"),
    (["reproduce", "--seeds", "0"], "must be a whole number, 1 or more, got '0'"),
    (["reproduce", "--seeds", "two"], "must be a whole number, 1 or more, got 'two'"),
    (["reproduce", "--profile", "huge"], "invalid choice: 'huge'"),
    (["reproduce", "s3", "--data", "/no/such/folder"], "/no/such/folder"),
    (["report", "/no/such/folder"], "/no/such/folder"),
    (["attack", "/no/such/picture.png"], "/no/such/picture.png"),
    (["attack", "--digit", "10000"], "digit"),
    (["attack", "--target", "10"], "10"),
    (["attack", "--label", "-1"], "-1"),
    (["attack", "--eps", "-0.1"], "eps"),
    (["attack", "--eps", "nan"], "eps"),
    (["attack", "--norm", "3"], "invalid choice: '3'"),
    (["attack", "--network", "/no/such/net.npz"], "/no/such/net.npz"),
    (["launch"], "invalid choice: 'launch'"),
    ([], "COMMAND"),
])
def test_a_mistake_is_one_sentence_and_status_2(capsys, tmp_path, monkeypatch, arguments, sentence):
    monkeypatch.chdir(tmp_path)
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
    assert status == 2 and str(tmp_path / "out") in err and "Traceback" not in err


def test_a_closed_pipe_leaves_no_traceback():
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run([sys.executable, "-m", "scratchadv", "claims"],
                          stdout=writer, stderr=subprocess.PIPE)
    os.close(writer)
    assert b"Traceback" not in done.stderr
