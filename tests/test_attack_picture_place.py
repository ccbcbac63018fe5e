"""Where a picture can be written is known before the work."""
import os
import tempfile

import pytest

from scratchadv.attack_picture.place import check_path


def test_a_good_place_is_left_as_it_is(tmp_path):
    assert check_path(tmp_path / "new.png") == tmp_path / "new.png"
    assert list(tmp_path.iterdir()) == [], "the file on trial was left"


def test_a_picture_that_is_there_keeps_its_content_until_the_work_is_done(tmp_path):
    path = tmp_path / "old.svg"
    path.write_bytes(b"old")
    check_path(path)
    assert path.read_bytes() == b"old" and list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("out, sentence", [
    ("", "--out must be a file, got the folder {}"),
    ("folder.png", "--out must be a file, got the folder {}; name a picture in it"),
    ("a.gif", "the ending of --out must be one of '.png', '.svg', '.pdf', got '.gif'"),
    ("file.txt/a.png", "--out must lie in a folder, got {}, and .*file.txt is a file"),
    ("file.txt/deeper/a.png", "make .*deeper first"),
    ("nowhere/a.png", "--out must lie in a folder that is there, got {}; make .*nowhere first"),
    ("a" * 300 + ".png", "--out must be a file that can be written, got .*too long"),
])
def test_what_is_no_place_for_a_picture_is_refused_by_what_is_wrong(tmp_path, out, sentence):
    (tmp_path / "file.txt").write_text("in the way")
    (tmp_path / "folder.png").mkdir()
    with pytest.raises(ValueError, match=sentence.format(tmp_path / out)):
        check_path(tmp_path / out, "--out")


@pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="no folder that nobody may write to")
def test_a_folder_that_takes_no_files_is_refused_even_where_it_is_marked_as_writable():
    with pytest.raises(ValueError, match="--out must be a file that can be written, got /proc/a"):
        check_path("/proc/a.png", "--out")


def test_a_read_only_folder_is_refused_with_the_system_s_reason(tmp_path, monkeypatch):
    def refuse(**_):
        raise PermissionError(13, "Permission denied")
    monkeypatch.setattr(tempfile, "NamedTemporaryFile", refuse)
    with pytest.raises(ValueError, match=r"can be written, got .*a.png \(Permission denied\); "
                                         "choose another place"):
        check_path(tmp_path / "a.png")


def test_a_read_only_picture_is_refused(tmp_path, monkeypatch):
    def refuse(*_):
        raise PermissionError(13, "Permission denied")
    (tmp_path / "a.png").write_bytes(b"old")
    monkeypatch.setattr("scratchadv.files.open", refuse, raising=False)
    with pytest.raises(ValueError, match=r"got .*a.png \(Permission denied\)"):
        check_path(tmp_path / "a.png")
