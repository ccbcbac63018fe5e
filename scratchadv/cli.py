"""The command line: `scratchadv COMMAND`, the same as `python -m scratchadv COMMAND`.

A user's mistake is answered by one sentence on stderr and exit status 2, never by a traceback.
"""
import argparse
import functools
import io
import os
import signal
import sys
import threading

import scratchadv
from scratchadv.commands import add_commands


def parser():
    """The argument parser, with every command and its help."""
    top = argparse.ArgumentParser(prog="scratchadv", description=(
        '"Explaining and Harnessing Adversarial Examples" (Goodfellow, Shlens, Szegedy 2015), '
        "executable: its formulas as NumPy functions, its claims on MNIST measured by one "
        "command."))
    top.add_argument("--version", action="version", version=f"scratchadv {scratchadv.__version__}")
    commands = top.add_subparsers(title="commands", metavar="COMMAND")
    add_commands(commands)
    top.set_defaults(run=lambda options: _print_help(top))           # where there is no COMMAND
    return top


def _print_help(top):
    top.print_help(sys.stderr)
    return 2


def main(arguments=None):
    """Run one command.

    -> exit status: 0, 1 (a check failed), 2 (user's mistake), 130 (Ctrl-C), 141 (the pipe closed).
    """
    _prepare_output()
    otherwise = sys.unraisablehook
    sys.unraisablehook = functools.partial(_keep_ctrl_c, otherwise)
    options = None
    try:
        options = parser().parse_args(arguments)
        status = options.run(options)
        sys.stdout.flush()
        return status
    except BrokenPipeError:                      # `| head` has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except OSError as error:
        return _refuse(f"{error.filename}: {error.strerror}" if error.filename else error)
    except (ValueError, FloatingPointError) as error:
        return _refuse(error)
    except (KeyboardInterrupt, SystemError) as error:
        if KeyboardInterrupt not in (type(error), type(error.__cause__)):
            raise                                # Ctrl-C within a kernel comes as a SystemError
        goes_on = getattr(options, "goes_on", False)
        print("\nscratchadv: stopped" + "; the same command goes on from here" * goes_on,
              file=sys.stderr)
        return 130
    finally:
        sys.unraisablehook = otherwise


def _keep_ctrl_c(otherwise, ignored):
    """Ctrl-C that came within a __del__, where Python forgets it, comes again a little later."""
    if ignored.exc_type is not KeyboardInterrupt:
        otherwise(ignored)
    elif os.name == "posix":                     # to the process: a wait ends as well
        threading.Timer(.1, os.kill, [os.getpid(), signal.SIGINT]).start()
    else:
        threading.Timer(.1, signal.raise_signal, [signal.SIGINT]).start()


def _refuse(sentence):
    print(f"\nscratchadv: {sentence}", file=sys.stderr)
    return 2


def _prepare_output():
    """Signs that the terminal does not know become "?"; to a closed stream we write nothing."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w"))
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
