"""The fence around a submission's process: limits of the system, and what Python may not touch.

Limits hold whatever the code does. The audit hook answers an import of the package, a file outside
the working folder, a new process or a connection with a plain sentence. It keeps honest code honest
and files safe from accidents; whoever grades code of strangers puts a container around it as well.
Imports nothing of the package.
"""
import contextlib
import os
import sys

try:
    import resource
except ImportError:                              # Windows
    resource = None

MEGABYTE = 2 ** 20
PROCESSES = ("os.fork", "os.forkpty", "os.exec", "os.posix_spawn", "os.spawn", "os.system",
             "os.startfile", "subprocess.Popen", "pty.spawn", "_thread.start_new_thread",
             "os.kill", "os.killpg", "signal.pthread_kill")
NETWORK = ("socket.",)
INNARDS = ("ctypes.", "gc.get_objects", "gc.get_referrers", "gc.get_referents", "sys.addaudithook",
           "sys.settrace", "sys.setprofile")
FOLDERS = ("os.listdir", "os.scandir", "os.chdir")
CHANGES = ("os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate",
           "os.chmod", "os.chown", "os.utime", "os.setxattr", "shutil.")
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def limit(*, cpu_seconds, memory_mb, file_mb):
    """Limits of this process: processor time, memory, size of a file, and no new processes."""
    if resource is None:
        return
    for name, value in (("RLIMIT_CPU", cpu_seconds), ("RLIMIT_AS", memory_mb * MEGABYTE),
                        ("RLIMIT_FSIZE", file_mb * MEGABYTE), ("RLIMIT_NPROC", 0),
                        ("RLIMIT_CORE", 0)):
        with contextlib.suppress(ValueError, OSError, AttributeError):   # not on every system
            resource.setrlimit(getattr(resource, name), (value, value))


def close(home, package):
    """Close the fence.  home: the working folder;  package: the folder of scratchadv."""
    real, join = os.path.realpath, os.path.join
    home, package = real(home), real(package)
    python = {real(path) for path in (sys.prefix, sys.base_prefix, sys.exec_prefix, "/dev/null",
                                      "/dev/urandom", *sys.path) if path}
    python.discard(real(join(package, "..")))

    def within(path, folders):
        if isinstance(path, int):
            return True
        path = real(os.fsdecode(path))
        return any(path == folder or path.startswith(folder + os.sep) for folder in folders)

    def hook(event, arguments):
        if event == "import":
            if arguments[0].partition(".")[0] == "scratchadv":
                raise ImportError(
                    "scratchadv is not at hand while your file is graded: write the function "
                    'yourself, and import for your own trials below `if __name__ == "__main__":`')
        elif event == "open":
            path, _, flags = arguments
            if not within(path, (home,)) and (
                    (flags or 0) & WRITING and real(os.fsdecode(path)) != "/dev/null"
                    or within(path, (package,)) or not within(path, python)):
                raise PermissionError(f"{path} may not be opened while your file is graded")
        elif event in FOLDERS:
            if not within(arguments[0] or ".", (home, *python)):
                raise PermissionError(f"{arguments[0]} may not be read while your file is graded")
        elif event.startswith(CHANGES):
            paths = [path for path in arguments if isinstance(path, (str, bytes))]
            if not all(within(path, (home,)) for path in paths):
                raise PermissionError(f"{paths[0]} may not be changed while your file is graded")
        elif event in PROCESSES:
            raise PermissionError("your file may not start or end processes or threads "
                                  "while it is graded")
        elif event.startswith(NETWORK):
            raise PermissionError("your file may not use the network while it is graded")
        elif event.startswith(INNARDS):
            raise PermissionError(f"{event} is not at hand while your file is graded")

    sys.addaudithook(hook)
