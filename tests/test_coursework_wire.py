"""What crosses the pipe between grader and submission: values whole, and nothing else."""
import io
import json

import numpy as np
import pytest

from scratchadv.coursework import wire
from scratchadv.coursework.wire import Other, Remote, Seed


def sent(value, **options):
    """A value as it arrives."""
    frame = wire.pack(value, options.get("remember"))
    return wire.unpack(*wire.read(io.BytesIO(frame)), options.get("proxy"))


def frame(tree, blob=b""):
    """The value of a frame that somebody else wrote."""
    return wire.unpack(json.dumps(tree).encode(), blob)


@pytest.mark.parametrize("dtype", ["?", "i1", "u2", "i8", "f2", "f4", "f8", "g", "c8", ">f8"])
def test_arrays_of_all_number_dtypes_arrive_to_the_bit(dtype, rng):
    x = (100 * rng.normal(size=(5, 7))).astype(dtype)
    arrived = sent(x)
    assert (arrived.dtype, arrived.shape) == (x.dtype, x.shape)
    assert arrived.tobytes() == x.tobytes() and arrived.flags.writeable


@pytest.mark.parametrize("x", [
    np.arange(35.).reshape(5, 7).T, np.arange(35.)[::-2], np.float32(3), np.zeros((0, 3)),
    np.array([np.nan, -0., np.inf]), np.array(2.5), np.zeros((3, 0), np.int8),
], ids=["transposed", "strided", "scalar", "empty", "not finite", "0-d", "no columns"])
def test_arrays_of_odd_layout_arrive(x):
    arrived = sent(x)
    assert arrived.shape == np.shape(x) and arrived.dtype == np.asarray(x).dtype
    assert arrived.tobytes() == np.ascontiguousarray(x).tobytes()


@pytest.mark.parametrize("value", [
    None, True, 3, -2 ** 63, 2.5, "x", (1, [2, {"a": (3,)}]), {"array": 1, "other": [2]}, [], (),
    {}, np.float32, np.float64,
])
def test_values_arrive_with_their_types(value):
    assert sent(value) == value and type(sent(value)) is type(value)


def test_a_seed_arrives_as_its_generator():
    assert sent(Seed(3)).normal() == np.random.default_rng(3).normal()


def test_a_remote_arrives_as_what_the_proxy_makes_of_it():
    targets = []
    value = sent(Remote("target", ("predict",), {"eps": .25}),
                 remember=lambda remote: targets.append(remote.target) or 5,
                 proxy=lambda *made: made)
    assert value == (5, ["predict"], {"eps": .25}) and targets == ["target"]


@pytest.mark.parametrize("value, name", [
    (object(), "object"), (range(3), "range"), ({1: 2}, "dict"), (2 ** 65, "int of more than"),
    (np.array(["a"]), "array of str32"), (np.array([None]), "array of object"), (len, "builtin"),
])
def test_what_does_not_cross_arrives_as_the_name_of_its_type(value, name):
    arrived = sent(value)
    assert type(arrived) is Other and arrived.type.startswith(name)


def test_an_object_that_lies_about_its_class_is_no_array():
    class Liar:
        __class__ = np.ndarray
        dtype, shape, nbytes = np.dtype(float), (3,), 24

        def tobytes(self):
            return bytes(24)

    assert isinstance(Liar(), np.ndarray) and sent(Liar()) == Other("Liar")


def test_an_array_that_lies_about_its_shape_arrives_in_its_own():
    class Liar(np.ndarray):
        shape, nbytes = (5, 7), 8

        def tobytes(self):
            return b""

    assert sent(np.arange(3.).view(Liar)).tolist() == [0, 1, 2]


def nested(depth):
    value = []
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize("value, words", [
    (np.zeros(wire.LARGEST // 8 + 1), "MB of arrays"), (nested(10 ** 5), "nested too deeply"),
    ([0.123456789] * 10 ** 6, "MB of lists"),
], ids=["array", "depth", "list"])
def test_what_is_too_large_is_refused_before_it_is_sent(value, words):
    with pytest.raises(ValueError, match=words):
        wire.pack(value)


@pytest.mark.parametrize("tree", [
    {"array": ["<f8", [3], 0]}, {"array": ["<f8", [2], 8]}, {"array": ["<f8", [-1], 0]},
    {"array": ["<f8", [1], -8]}, {"array": ["|O", [1], 0]}, {"array": ["<f8,<f8", [1], 0]},
    {"array": ["<f8", [2 ** 70, 0], 0]}, {"array": ["<f8", [1.5], 0]}, {"array": ["<U4", [1], 0]},
    {"array": ["<f8", [1] * 9, 0]}, {"array": "<f8"}, {"array": [None, None, None]}, {"dtype": "O"},
    {"nothing": 1}, {}, {"list": [1], "tuple": [2]}, [1], {"dict": [1]}, {"seed": "x"}, {"list": 3},
    {"remote": [0, [], {}]},
], ids=str)
def test_a_frame_that_no_pack_wrote_is_refused(tree):
    with pytest.raises(ValueError):
        frame(tree, bytes(16))


@pytest.mark.parametrize("text", [b"", b"{", b"\xff\xfe", b"[" * 10 ** 5, b"1" * 10 ** 5])
def test_a_text_that_is_no_json_is_refused(text):
    with pytest.raises(ValueError):
        wire.unpack(text, b"")


@pytest.mark.parametrize("head", [
    b"junk" * 10, bytes(40), wire.HEAD.pack(wire.SIGN, wire.LARGEST_TEXT + 1, 0),
    wire.HEAD.pack(wire.SIGN, 4, wire.LARGEST + 1), b"x" + wire.pack(1),
], ids=["junk", "zeros", "long text", "large blob", "shifted"])
def test_junk_is_seen_at_once(head):
    with pytest.raises(ValueError):
        wire.read(io.BytesIO(head))


def test_a_stream_that_ends_within_a_frame_is_at_its_end():
    for end in range(len(wire.pack([1, 2]))):
        with pytest.raises(EOFError):
            wire.read(io.BytesIO(wire.pack([1, 2])[:end]))
