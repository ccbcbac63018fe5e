"""The fence around a submission's process: limits of the system, and what Python may not touch.

Limits hold whatever the code does, and so does Landlock where Linux has it: no file is opened but
Python's own and those of the working folder. The audit hook answers an import of the package, a
file outside, a new process or a connection with a plain sentence. Whoever grades code of strangers
puts a container around it as well. Imports nothing of the package; child.py gives it landlock.
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
             "os.startfile", "subprocess.Popen", "pty.spawn", "_thread.start_", "os.kill",
             "os.killpg", "signal.pthread_kill")
STARTERS = {"_thread": ("start_new_thread", "start_new", "start_joinable_thread"),
            "threading": ("_start_new_thread", "_start_joinable_thread"),
            "_posixsubprocess": ("fork_exec",)}  # those without an event of their own
NETWORK = ("socket.",)
INNARDS = ("ctypes.", "gc.get_objects", "gc.get_referrers", "gc.get_referents", "sys.addaudithook",
           "sys.settrace", "sys.setprofile", "resource.", "object.__setattr__",
           "object.__delattr__", "sqlite3.")
FOLDERS = ("os.listdir", "os.scandir", "os.chdir")
CHANGES = ("os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate",
           "os.chmod", "os.chown", "os.utime", "os.setxattr", "shutil.")
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
LIBRARIES = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/etc/ld.so.cache")
