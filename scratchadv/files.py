"""Files that are written whole or not at all, and arrays that are read whole or refused.

An array file is a .npz (never pickle) with one JSON entry that says what kind of file it is.
"""
import contextlib
import errno
import io
import json
import os
import stat
import tempfile
import time
import tokenize
import zipfile
import zlib
from pathlib import Path

import numpy as np

try:
    import fcntl
except ImportError:                                   # Windows
    fcntl = None

LOCKS = fcntl is not None
META = "meta.json"
VERSION = 1

# What numpy, zipfile and zlib raise; found by flipping each bit of a file, cutting at each byte.
DAMAGED = (zipfile.BadZipFile, zlib.error, tokenize.TokenError, EOFError, ValueError, KeyError,
           AttributeError, TypeError, RuntimeError, OverflowError)


def check_folder(path, name):
    """ValueError where what stands at that Path is a file.  name: that of the option."""
    if path.exists() and not path.is_dir():
        raise ValueError(f"{name} must be a folder, got the file {path}; choose another place")


def write_atomically(path, content):
    """Write bytes to a file beside `path`, flush it to disk, rename: a kill leaves old or new.

    What `path` links to is written, and the file keeps the permissions that it has.
    """
    target, temporary = Path(os.path.realpath(path)), None
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part",
                                             dir=target.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, _permissions(target))
        os.replace(temporary, target)
    except OSError as error:                          # names the file, and not the temporary one
        raise OSError(error.errno, error.strerror, str(path)) from error
    finally:
        if temporary:
            Path(temporary).unlink(missing_ok=True)   # still there only where writing failed


def _permissions(path):
    """Those of the file that is there; where there is none, what a new one gets."""
    try:
        return stat.S_IMODE(os.stat(path).st_mode)
    except FileNotFoundError:
        umask = os.umask(0)                           # can be read by setting it alone
        os.umask(umask)
        return 0o666 & ~umask


def try_writing(path):
    """OSError where `path` could not be written, atomically or in place.  Nothing is changed.

    By trial: a file system can be read-only, and its files still be marked as writable.
    """
    path = Path(path)
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    with tempfile.NamedTemporaryFile(prefix=f".{path.name}.", suffix=".part", dir=path.parent):
        pass
    if path.is_file():
        with open(path, "ab"):                        # what stands there stays as it is
            pass


def save_arrays(path, arrays, meta, *, kind):
    """arrays: {name: array}, meta: JSON-ready dict, kind: such as "network".  Atomic."""
    header = json.dumps({"scratchadv": kind, "version": VERSION, "meta": meta})
    buffer = io.BytesIO()
    np.savez(buffer, **{META: np.frombuffer(header.encode(), np.uint8)}, **arrays)
    write_atomically(path, buffer.getvalue())


def load_arrays(path, *, kind):
    """-> arrays, meta of a file that `save_arrays` wrote.

    ValueError that names the file: damaged or truncated, not ours, another kind, a newer version.
    FileNotFoundError when there is none.
    """
    content = Path(path).read_bytes()
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in stored.files}
    except DAMAGED as error:
        raise ValueError(
            f"{path} is damaged, truncated or not a scratchadv {kind} file") from error
    try:
        header = json.loads(arrays.pop(META).tobytes())
        found, version, meta = header["scratchadv"], header["version"], header["meta"]
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{path} is not a scratchadv {kind} file: "
                         "it has no header of ours") from error
    if found != kind:
        raise ValueError(f"{path} must be a scratchadv {kind} file, got a {found} file")
    if version != VERSION:
        raise ValueError(f"{path} was written in format {version}, "
                         f"this scratchadv reads format {VERSION}")
    return arrays, meta


@contextlib.contextmanager
def locked(path, *, waiting):
    """Wait until no other process is within a block on the same path, then go through it alone.

    waiting(seconds): called every now and then while there is one.  The lock goes with the process
    that holds it, however that ends.  Where the system has no such locks nobody waits.
    """
    began = time.monotonic()
    while not (file := _lock(path)):
        waiting(time.monotonic() - began)
        time.sleep(.1)
    with file:
        try:
            yield
        finally:
            if LOCKS:                             # while it is ours
                Path(path).unlink(missing_ok=True)
    if not LOCKS:                                 # Windows deletes no open file
        Path(path).unlink(missing_ok=True)


def _lock(path):
    """-> the file at path, open and ours, or None.

    Whoever held it before has deleted it: a lock on what is no longer there is none.
    """
    file = open(path, "ab")
    try:
        if LOCKS:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if os.fstat(file.fileno()).st_ino != os.stat(path).st_ino:
                raise FileNotFoundError
    except (BlockingIOError, FileNotFoundError):
        file.close()
        return None
    return file
