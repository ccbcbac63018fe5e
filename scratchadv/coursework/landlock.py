"""Linux's Landlock: the kernel holds a process to some folders, whatever its Python code does.

Elsewhere, and on kernels before 5.13, nothing happens. Imports nothing of the package.
[https://docs.kernel.org/userspace-api/landlock.html]
"""
import ctypes
import os
import struct

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446      # the same numbers on all processors
VERSION, PATH_BENEATH, NO_NEW_PRIVILEGES = 1, 1, 38
EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1, 2, 4, 8
OF_FILES = EXECUTE | WRITE_FILE | READ_FILE | 1 << 14        # rights that a file can have; truncate
RIGHTS = {1: 2 ** 13 - 1, 2: 2 ** 14 - 1, 3: 2 ** 15 - 1}    # on files, of each version
NETWORK, SCOPES = 3, 3                                       # bind, connect; sockets, signals


def close(read, write, apart):
    """From now on this process opens files below `read`, changes those below `write`, and no other.

    apart: a folder that stays closed though it lies below one of `read`.  -> whether it is so
    """
    try:
        call = ctypes.CDLL(None, use_errno=True).syscall
        version = call(CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint32(VERSION))
    except (OSError, AttributeError, TypeError):
        return False
    if version < 1:
        return False
    rights = RIGHTS[min(version, 3)]
    attributes = struct.pack("QQQ", rights, NETWORK if version >= 4 else 0,
                             SCOPES if version >= 6 else 0)
    size = 8 if version < 4 else 16 if version < 6 else 24
    rules = call(CREATE_RULESET, attributes, ctypes.c_size_t(size), ctypes.c_uint32(0))
    if rules < 0:
        return False
    for path in read:
        for part in _without(path, apart):
            _allow(call, rules, part, READ_FILE | READ_DIR)
    for path in write:
        _allow(call, rules, path, rights & ~EXECUTE)
    prctl = ctypes.CDLL(None).prctl
    prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    closed = call(RESTRICT_SELF, ctypes.c_int(rules), ctypes.c_uint32(0)) == 0
    os.close(rules)
    return closed


def _without(path, apart):
    """The folder, or where `apart` lies below it what else it holds, so that apart is left out."""
    if path == apart or path.startswith(apart + os.sep):
        return
    if not apart.startswith(path.rstrip(os.sep) + os.sep):
        yield path
        return
    for name in os.listdir(path):
        inner = os.path.join(path, name)
        if not os.path.islink(inner):
            yield from _without(inner, apart)


def _allow(call, rules, path, rights):
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    if not os.path.isdir(path):
        rights &= OF_FILES
    rule = struct.pack("=Qi", rights, place)
    call(ADD_RULE, ctypes.c_int(rules), ctypes.c_int(PATH_BENEATH), rule, ctypes.c_uint32(0))
    os.close(place)
