"""What crosses the pipe between grader and submission: frames of JSON and array bytes, no pickle.

A frame is a sign, two lengths, a JSON text and the bytes of all arrays in it. Arrays are {"array":
[dtype, shape, start]}, and other values that JSON lacks are dicts of one key too. This file is read
by the grader and by the submission's process: it imports numpy alone. Types are asked of `type`,
since an object may lie about its class.
"""
import json
import math
import re
import struct
from typing import NamedTuple

import numpy as np
from numpy.random import default_rng

SIGN = b"\xadadv"                                # what is no frame is seen at once
HEAD = struct.Struct(">4sII")
LARGEST = 64 * 2 ** 20                           # bytes of the arrays of a frame
LARGEST_TEXT = 8 * 2 ** 20                       # bytes of its JSON
LONGEST = 2 ** 20                                # characters of a string
KINDS = "biufc"                                  # dtypes that may cross
DTYPE = re.compile(rf"[<>|][{KINDS}]\d\d?")
CLOSED = 121                                     # exit status of a process whose pipe was closed
type_name = type.__dict__["__name__"].__get__    # a metaclass may lie about it


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
        kind = type(value)
        if issubclass(kind, (np.ndarray, np.generic)):
            value = np.asarray(value)
            value = np.ascontiguousarray(value).reshape(value.shape)
            if value.dtype.kind not in KINDS:
                return {"other": f"array of {value.dtype.name}"}
            size += value.nbytes
            if size > LARGEST:
                raise ValueError(f"more than {LARGEST // 2 ** 20} MB of arrays")
            blobs.append(value.tobytes())
            return {"array": [value.dtype.str, list(value.shape), size - value.nbytes]}
        if kind is int and value.bit_length() > 64:
            return {"other": "int of more than 64 bits"}
        if value is None or kind in (bool, int, float):
            return value
        if kind is str:
            return value[:LONGEST]
        if kind is Seed:
            return {"seed": value.seed}
        if kind is Remote and remember:
            return {"remote": [remember(value), list(value.calls), tree(value.fixed)]}
        if kind in (tuple, list):
            return {kind.__name__: [tree(item) for item in value]}
        if kind is dict and all(type(key) is str for key in value):
            return {"dict": {key: tree(item) for key, item in value.items()}}
        if value is np.float32 or value is np.float64 or issubclass(kind, np.dtype):
            return {"dtype": np.dtype(value).name}
        return {"other": type_name(kind)[:100]}

    try:
        text = json.dumps(tree(value)).encode()
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if len(text) > LARGEST_TEXT:
        raise ValueError(f"more than {LARGEST_TEXT // 2 ** 20} MB of lists and numbers")
    return HEAD.pack(SIGN, len(text), size) + text + b"".join(blobs)


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
        if not DTYPE.fullmatch(dtype) or len(shape) > 8 or min([start, *shape], default=0) < 0:
            raise ValueError("not an array of ours")
        dtype, count = np.dtype(dtype), math.prod(shape)
        if count == 0:
            return np.zeros(shape, dtype)
        return np.frombuffer(blob, dtype, count, start).reshape(shape).copy()

    READERS = {
        "array": array,
        "dict": lambda content: {str(key): value(item) for key, item in content.items()},
        "list": lambda content: [value(item) for item in content],
        "tuple": lambda content: tuple(value(item) for item in content),
        "seed": lambda content: default_rng(content),
        "dtype": lambda content: {"float32": np.float32, "float64": np.float64}[content],
        "other": lambda content: Other(str(content)[:100]),
    }
    if proxy:
        READERS["remote"] = lambda content: proxy(content[0], content[1], value(content[2]))
    try:
        return value(json.loads(text))
    except (KeyError, TypeError, AttributeError, RecursionError, OverflowError) as error:
        raise ValueError("not a frame of ours") from error


def read(stream):
    """One frame's text and blob.  EOFError where the stream ends, ValueError: not a frame."""
    sign, text, blob = HEAD.unpack(_exactly(stream, HEAD.size))
    if sign != SIGN or text > LARGEST_TEXT or blob > LARGEST:
        raise ValueError("not a frame of ours")
    return _exactly(stream, text), _exactly(stream, blob)


def _exactly(stream, count):
    found = stream.read(count)
    if len(found) < count:
        raise EOFError
    return found
