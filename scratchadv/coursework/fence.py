"""The fence around a submission's process: limits of the system, and what Python may not touch.

Limits hold whatever the code does, and so does Landlock where Linux has it: no file is opened but
Python's own and those of the working folder. The audit hook answers an import of the package, a
file outside, a new process or a connection with a plain sentence. Whoever grades code of strangers
puts a container around it as well. Imports nothing of the package; child.py gives it landlock.
"""
import contextlib
import importlib
import os
import sys

try:
    import resource
except ImportError:                              # Windows
    resource = None

MEGABYTE = 2 ** 20
PROCESSES = ("os.fork", "os.forkpty", "os.exec", "os.posix_spawn", "os.spawn", "os.system",
             "os.startfile", "subprocess.Popen", "pty.spawn", "_thread.start_", "os.kill",
             "os.killpg", "signal.pthread_kill")
STARTERS = {"_thread": ("start_new_thread", "start_new", "start_joinable_thread"),
            "threading": ("_start_new_thread", "_start_joinable_thread"),
            "_posixsubprocess": ("fork_exec",)}  # those without an event of their own
NETWORK = ("socket.",)
INNARDS = ("ctypes.", "gc.get_objects", "gc.get_referrers", "gc.get_referents", "sys.addaudithook",
           "sys.settrace", "sys.setprofile", "resource.", "sqlite3.")
FOLDERS = ("os.listdir", "os.scandir", "os.chdir")
CHANGES = ("os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate",
           "os.chmod", "os.chown", "os.utime", "os.setxattr", "shutil.")
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_WHILE = "while your file is graded"
_PROCESSES = "your file may not start or end processes or threads while it is graded"
_IMPORT = (f"scratchadv is not at hand {_WHILE}: write the function yourself, and import for your "
           'own trials below `if __name__ == "__main__":`')
PATH = getattr(os, "O_PATH", 0)                  # only Linux has it
LIBRARIES = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/etc/ld.so.cache")


def limit(*, cpu_seconds, memory_mb, file_mb):
    """Limits of this process: processor time, memory, size of a file, and no new processes."""
    if resource is None:
        return
    for name, value in (("RLIMIT_CPU", cpu_seconds), ("RLIMIT_AS", memory_mb * MEGABYTE),
                        ("RLIMIT_FSIZE", file_mb * MEGABYTE), ("RLIMIT_NPROC", 0),
                        ("RLIMIT_CORE", 0)):
        with contextlib.suppress(ValueError, OSError, AttributeError):   # not on every system
            resource.setrlimit(getattr(resource, name), (value, value))


def close(home, package, landlock):
    """Close the fence.

    home: the working folder;  package: the folder of scratchadv;  landlock: landlock.close.
    """
    home, package = os.path.realpath(home), os.path.realpath(package)
    python = {os.path.realpath(path) for path in (
        sys.prefix, sys.base_prefix, sys.exec_prefix, "/dev/urandom", *sys.path) if path}
    python -= {os.path.dirname(package), home}
    landlock((*python, *LIBRARIES), (home, os.devnull), package)
    _refuse_starters()
    sys.addaudithook(_hook(home, package, python))


def _refuse_starters():
    def refuse(*_, **__):
        raise PermissionError(_PROCESSES)

    for module, names in STARTERS.items():
        with contextlib.suppress(ImportError):
            module = importlib.import_module(module)
            for name in names:
                if hasattr(module, name):
                    setattr(module, name, refuse)


def _hook(home, package, python):
    """The audit hook: what it raises is what the student's code gets."""
    real, is_folder, decode = os.path.realpath, os.path.isdir, os.fsdecode

    def within(path, folders):
        if isinstance(path, int):
            return True
        path = real(decode(path))
        return any(path == folder or path.startswith(folder + os.sep) for folder in folders)

    def may_open(path, flags):
        if isinstance(path, int) or real(decode(path)) == os.devnull:
            return True
        writing, by_path = (flags or 0) & WRITING, (flags or 0) & PATH
        if is_folder(path) and (by_path or not writing):
            return False                         # from there, any other could be reached
        return within(path, (home,)) or not writing and within(path, python) and (
            not within(path, (package,)))

    def hook(event, arguments):
        if event == "import":
            if arguments[0].partition(".")[0] == "scratchadv":
                raise ImportError(_IMPORT)
        elif event == "open":
            if not may_open(arguments[0], arguments[2]):
                raise PermissionError(_IMPORT if within(arguments[0], (package,)) else
                                      f"{arguments[0]} may not be opened {_WHILE}")
        elif event in FOLDERS:
            if not within(arguments[0] or ".", (home, *python)):
                raise PermissionError(f"{arguments[0]} may not be read {_WHILE}")
        elif event.startswith(CHANGES):
            paths = [path for path in arguments if isinstance(path, (str, bytes))]
            if not all(within(path, (home,)) for path in paths):
                raise PermissionError(f"{paths[0]} may not be changed {_WHILE}")
        elif event.startswith(PROCESSES):
            raise PermissionError(_PROCESSES)
        elif event.startswith(NETWORK):
            raise PermissionError("your file may not use the network while it is graded")
        elif event.startswith(INNARDS) or event == "object.__setattr__" and (
                arguments[1] == "__code__"):
            raise PermissionError(f"{event} is not at hand {_WHILE}")

    return hook
