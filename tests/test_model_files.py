"""A saved network comes back with the same bits; a damaged, truncated or foreign file is refused.

D inputs, C classes.
"""
import io
import json
import pickle
import zipfile

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from scratchadv import files, models
from scratchadv.gradcheck_catalogue import gradients

D, C = gradients.D, gradients.C


@pytest.fixture(params=gradients.MODELS)
def example(request, rng):
    return gradients.example(request.param, rng)


def test_a_saved_network_comes_back_with_the_same_bits(tmp_path, example):
    net, x, _ = example
    path = tmp_path / "net.npz"
    net.save(path)
    loaded = models.load(path)
    assert_array_equal(loaded.scores(x), net.scores(x))
    assert loaded.spec == net.spec
    for name, parameter in net.parameters().items():
        assert_array_equal(loaded.parameters()[name], parameter)


def test_saving_again_replaces_the_file_and_leaves_no_other(tmp_path, example):
    net, _, _ = example
    for _ in range(2):
        net.save(tmp_path / "net.npz")
    assert [path.name for path in tmp_path.iterdir()] == ["net.npz"]


def test_a_file_keeps_its_permissions_and_a_new_one_gets_those_of_any_file(tmp_path):
    usual, path = tmp_path / "usual", tmp_path / "ours"
    usual.write_bytes(b"")
    files.write_atomically(path, b"1")
    assert path.stat().st_mode == usual.stat().st_mode
    path.chmod(0o600)
    files.write_atomically(path, b"2")
    assert path.stat().st_mode & 0o777 == 0o600 and path.read_bytes() == b"2"


def test_what_a_link_points_to_is_written_and_the_link_stays(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    path, target = tmp_path / "link", tmp_path / "elsewhere" / "file"
    path.symlink_to(target)
    files.write_atomically(path, b"1")
    assert path.is_symlink() and target.read_bytes() == b"1"


@pytest.fixture
def saved(tmp_path, rng):
    """-> path, its bytes, the network in it."""
    net = models.softmax_regression(D, C, rng=rng)
    net.save(tmp_path / "net.npz")
    return tmp_path / "net.npz", (tmp_path / "net.npz").read_bytes(), net


def refused(path):
    """The message of the ValueError with which models.load refuses the file; it names it."""
    with pytest.raises(ValueError) as caught:
        models.load(path)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_file_cut_anywhere_is_refused(saved):
    path, content, _ = saved
    for length in range(0, len(content), 3):
        path.write_bytes(content[:length])
        assert "damaged, truncated or not a scratchadv network file" in refused(path)


def test_a_file_with_a_flipped_byte_is_refused_or_means_the_same(saved):
    path, content, net = saved
    refusals = 0
    for place in range(0, len(content), 3):
        path.write_bytes(content[:place] + bytes([content[place] ^ 255]) + content[place + 1:])
        try:
            loaded = models.load(path)
        except ValueError as error:
            assert str(path) in str(error)
            refusals += 1
            continue
        for ours, theirs in zip(loaded.parameters().values(), net.parameters().values()):
            assert_array_equal(ours, theirs)
    assert refusals > len(content) / 6, "no checksum of the contents?"


def npy(array):
    buffer = io.BytesIO()
    np.save(buffer, array)
    return buffer.getvalue()


def npz(**arrays):
    buffer = io.BytesIO()
    np.savez(buffer, **arrays)
    return buffer.getvalue()


class Touch:
    """Writes a file when it is unpickled."""

    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return open, (str(self.path), "w")


@pytest.mark.parametrize("content", [
    b"", b"no archive at all", b"\x89PNG\r\n\x1a\n", npy(np.zeros(3)), pickle.dumps({"W": 1}),
    npz(W=np.zeros(3)), json.dumps({"model": "mlp"}).encode(),
], ids=["empty", "text", "picture", "npy", "pickle", "foreign npz", "json"])
def test_a_foreign_file_is_refused(tmp_path, content):
    (tmp_path / "foreign").write_bytes(content)
    assert "scratchadv network file" in refused(tmp_path / "foreign")


def test_nothing_is_ever_unpickled(tmp_path):
    touched, path = tmp_path / "touched", tmp_path / "net.npz"
    objects = np.array([Touch(touched)], dtype=object)
    path.write_bytes(npz(W=objects))
    refused(path)
    path.write_bytes(pickle.dumps(Touch(touched)))
    refused(path)
    assert not touched.exists()


def test_another_kind_of_file_is_refused(tmp_path):
    files.save_arrays(tmp_path / "c.npz", {"W": np.zeros(3)}, {}, kind="checkpoint")
    assert "must be a scratchadv network file, got a checkpoint file" in refused(tmp_path / "c.npz")


def test_a_newer_format_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "VERSION", 2)
    files.save_arrays(tmp_path / "n.npz", {}, {}, kind="network")
    monkeypatch.undo()
    assert "was written in format 2, this scratchadv reads format 1" in refused(tmp_path / "n.npz")


SPEC = {"model": "softmax_regression", "arguments": {"n_inputs": D, "n_classes": C,
                                                     "dtype": "float32"}}
W, B = np.zeros((D, C), np.float32), np.zeros(C, np.float32)


@pytest.mark.parametrize("arrays, spec, message", [
    ({"layer0.W": W, "layer0.b": B}, {}, "holds no model of ours"),
    ({"layer0.W": W, "layer0.b": B}, [], "holds no model of ours"),
    ({"layer0.W": W, "layer0.b": B}, {**SPEC, "model": "perceptron"}, "holds no model of ours"),
    ({"layer0.W": W, "layer0.b": B}, {**SPEC, "arguments": {"size": 3}}, "holds no model of ours"),
    ({"layer0.W": W, "layer0.b": B}, {**SPEC, "arguments": {"n_inputs": -1}},
     "holds no model of ours: n_inputs must be a whole number, 1 or more"),
    ({"layer0.W": W}, SPEC, "does not fit its model: layer0.b must be"),
    ({"layer0.W": W, "layer0.b": B, "layer1.b": B}, SPEC, "does not fit its model: layer1.b"),
    ({"layer0.W": W.T, "layer0.b": B}, SPEC, "does not fit its model: layer0.W must be"),
    ({"layer0.W": W.astype(np.float64), "layer0.b": B}, SPEC, "does not fit its model: layer0.W"),
    ({"layer0.W": W + np.nan, "layer0.b": B}, SPEC, "holds NaN or infinite values in layer0.W"),
])
def test_a_file_whose_arrays_do_not_make_its_model_is_refused(tmp_path, arrays, spec, message):
    files.save_arrays(tmp_path / "n.npz", arrays, spec, kind="network")
    assert message in refused(tmp_path / "n.npz")


def test_what_is_refused_is_not_assigned_in_part(rng):
    net = models.softmax_regression(*W.shape, rng=rng)
    before = {name: array.copy() for name, array in net.parameters().items()}
    with pytest.raises(ValueError, match="mine holds NaN or infinite values in layer0.b"):
        models.assign(net, {"layer0.W": np.ones_like(W), "layer0.b": B + np.nan}, "mine")
    for name, array in net.parameters().items():
        np.testing.assert_array_equal(array, before[name])


def test_a_file_without_our_header_is_refused_even_if_it_has_an_entry_of_that_name(tmp_path):
    with zipfile.ZipFile(tmp_path / "n.npz", "w") as archive:
        archive.writestr("meta.json.npy", npy(np.frombuffer(b"[1, 2]", np.uint8)))
    assert "has no header of ours" in refused(tmp_path / "n.npz")


def test_a_file_that_is_not_there_is_not_called_damaged(tmp_path):
    with pytest.raises(FileNotFoundError):
        models.load(tmp_path / "none.npz")


def test_a_file_is_on_disk_before_it_takes_the_place_of_the_old_one(monkeypatch, tmp_path):
    did = []
    for name in ("fsync", "replace"):
        def noted(*given, name=name, original=getattr(files.os, name)):
            did.append(name)
            return original(*given)
        monkeypatch.setattr(files.os, name, noted)
    files.write_atomically(tmp_path / "file", b"content")
    assert did == ["fsync", "replace"]
