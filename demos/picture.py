"""Where a demo's picture goes: `--out`, which is refused before the work and not after it."""
import argparse

from scratchadv.attack_picture.place import check_path


def picture_path(text, default):
    """The path after --out on the command line.  text: the demo's docstring, default: a name.

    What cannot be written is answered by one sentence and exit status 2.
    """
    parser = argparse.ArgumentParser(description=text.splitlines()[0])
    parser.add_argument("--out", default=default, metavar="FILE",
                        help="the picture: .png, .svg or .pdf (default: %(default)s)")
    out = parser.parse_args().out
    try:
        check_path(out, "--out")
    except ValueError as error:
        parser.exit(2, f"{parser.prog}: {error}\n")
    return out
