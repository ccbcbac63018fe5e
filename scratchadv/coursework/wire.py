"""What crosses the pipe between grader and submission: frames of JSON and array bytes, no pickle.

A frame is two lengths, a JSON text and the bytes of all arrays in it. Arrays are {"array": [dtype,
shape, start]}, and other values that JSON lacks are dicts of one key too. This file is read by the
grader and by the submission's process, which has nothing else of the package: it imports numpy
alone.
"""
import json
import math
import struct
from typing import NamedTuple

import numpy as np

HEAD = struct.Struct(">II")
LARGEST = 64 * 2 ** 20                           # bytes of a frame
LONGEST = 2 ** 20                                # characters of a string
KINDS = "biufc"                                  # dtypes that may cross


class Seed(NamedTuple):
    """A numpy Generator of this seed, made where it arrives."""

    seed: int


class Remote(NamedTuple):
    """An object that stays where it is and is called from the other side.

    calls: names of its methods ("__call__" for a function);  fixed: {name: value} of attributes.
    """

    target: object
    calls: tuple = ("__call__",)
    fixed: dict = {}


class Other(NamedTuple):
    """Stands for a value that does not cross: the name of its type."""

    type: str


def pack(value, remember=None):
    """-> the bytes of one frame.  remember: Remote -> number by which it is called.

    ValueError where the frame is too large.
    """
    blobs, size = [], 0

    def tree(value):
        nonlocal size
        if isinstance(value, np.generic):
            value = np.asarray(value)
        if isinstance(value, np.ndarray) and value.dtype.kind in KINDS:
            value = np.ascontiguousarray(value).reshape(value.shape)
            blobs.append(value.tobytes())
            size += value.nbytes
            if size > LARGEST:
                raise ValueError(f"more than {LARGEST // 2 ** 20} MB of arrays")
            return {"array": [value.dtype.str, list(value.shape), size - value.nbytes]}
        if value is None or type(value) in (bool, int, float):
            return value
        if type(value) is str:
            return value[:LONGEST]
        if type(value) is Seed:
            return {"seed": value.seed}
        if type(value) is Remote and remember:
            return {"remote": [remember(value), list(value.calls), tree(value.fixed)]}
        if type(value) in (tuple, list):
            return {type(value).__name__: [tree(item) for item in value]}
        if type(value) is dict and all(type(key) is str for key in value):
            return {"dict": {key: tree(item) for key, item in value.items()}}
        if isinstance(value, (type, np.dtype)) and value in (np.float32, np.float64):
            return {"dtype": np.dtype(value).name}
        return {"other": type(value).__name__[:100]}

    text = json.dumps(tree(value)).encode()
    return HEAD.pack(len(text), size) + text + b"".join(blobs)


def unpack(text, blob, proxy=None):
    """The value of a frame.  proxy: (number, calls, fixed) -> what stands for a Remote.

    ValueError for anything that `pack` does not write.
    """
    def value(node):
        if node is None or type(node) in (bool, int, float, str):
            return node
        if type(node) is not dict or len(node) != 1:
            raise ValueError("not a frame of ours")
        (kind, content), = node.items()
        return READERS[kind](content)

    def array(content):
        dtype, shape, start = content
        dtype = np.dtype(dtype)
        if dtype.kind not in KINDS or len(shape) > 8 or min([start, *shape], default=0) < 0:
            raise ValueError("not an array of ours")
        count = math.prod(shape)
        if start + count * dtype.itemsize > len(blob):
            raise ValueError("an array that ends beyond its frame")
        return np.frombuffer(blob, dtype, count, start).reshape(shape).copy()

    READERS = {
        "array": array,
        "dict": lambda content: {str(key): value(item) for key, item in content.items()},
        "list": lambda content: [value(item) for item in content],
        "tuple": lambda content: tuple(value(item) for item in content),
        "seed": lambda content: np.random.default_rng(content),
        "dtype": lambda content: {"float32": np.float32, "float64": np.float64}[content],
        "other": lambda content: Other(str(content)),
    }
    if proxy:
        READERS["remote"] = lambda content: proxy(content[0], content[1], value(content[2]))
    try:
        return value(json.loads(text))
    except (KeyError, TypeError, AttributeError, RecursionError, OverflowError) as error:
        raise ValueError("not a frame of ours") from error


def read(stream):
    """One frame's text and blob.  EOFError where the stream ends, ValueError: not a frame."""
    text, blob = HEAD.unpack(_exactly(stream, HEAD.size))
    if text > LARGEST or blob > LARGEST:
        raise ValueError("a frame too large")
    return _exactly(stream, text), _exactly(stream, blob)


def _exactly(stream, count):
    found = stream.read(count)
    if len(found) < count:
        raise EOFError
    return found
