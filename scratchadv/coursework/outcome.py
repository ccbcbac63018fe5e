"""What became of a program in the submission's process: its values, or why there are none."""
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Failure:
    """Why there are no values.  kind: "raised", "time", "died" or "garbled"."""

    kind: str
    sentence: str
    type: str = ""                               # of the exception, where one was raised
    message: str = ""
    line: int | None = None                      # of the student's file


@dataclass(frozen=True)
class Outcome:
    """What became of one program."""

    values: dict = field(default_factory=dict)
    modified: list = field(default_factory=list)      # names of inputs that were written into
    failure: Failure | None = None
    seconds: float = 0.0
    printed: str = ""
    asked: list = field(default_factory=list)         # (method, args, named) of each Remote call


def plain(text):
    """A text of the submission's that no terminal and no file takes amiss: printable signs."""
    return "".join(sign if sign.isprintable() or sign == "\n" else "?" for sign in str(text))


def raised(error):
    """The Failure of [type, message, line], or None for None."""
    if error is None:
        return None
    kind, message, line = error
    kind, message, line = plain(kind), plain(message), line if type(line) is int else None
    if kind == "WrongCount":                     # its message says all (returned.py)
        return Failure("raised", message, type=kind, message=message, line=line)
    where = f" in line {line}" if line else ""
    return Failure("raised", f"{kind}{where}: {message}" if message else f"{kind}{where}",
                   type=kind, message=message, line=line)


def replaced(names):
    """The Failure of a program that replaced what all code shares, or None where names is empty."""
    if names:
        return Failure("raised", f"it replaces {plain(', '.join(map(str, names[:3])))}, which all "
                       "other code uses too", type="Replaced")


def outcome(reply, seconds, asked, gives):
    """The Outcome of a reply, or None where the reply is not one."""
    try:
        failure = raised(reply["error"]) or replaced(reply["replaced"])
        values = dict(reply["values"])
        if failure is None and set(values) != set(gives):
            return None
        return Outcome(values, [str(name) for name in reply["modified"]], failure, seconds,
                       plain(reply["printed"]), asked)
    except (KeyError, TypeError, ValueError):
        return None
