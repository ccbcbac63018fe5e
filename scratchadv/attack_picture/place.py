"""Where a picture is to be written: asked before the work, not after it."""
import os
from pathlib import Path

from scratchadv import checks, files


def check_path(path, name="path"):
    """A file that can be written as a picture.  -> Path; ValueError that says why it cannot."""
    path = Path(path)
    if os.path.isdir(path):
        raise ValueError(f"{name} must be a file, got the folder {path}; name a picture in it, "
                         f"such as {path / 'picture.png'}")
    checks.check_choice(path.suffix.lower(), f"the ending of {name}", (".png", ".svg", ".pdf"))
    if os.path.exists(path.parent) and not os.path.isdir(path.parent):
        raise ValueError(f"{name} must lie in a folder, got {path}, and {path.parent} is a file; "
                         "choose another place")
    if not os.path.isdir(path.parent):
        raise ValueError(f"{name} must lie in a folder that is there, got {path}; "
                         f"make {path.parent} first")
    try:
        files.try_writing(path)
    except OSError as error:
        raise ValueError(f"{name} must be a file that can be written, got {path} "
                         f"({error.strerror}); choose another place") from error
    return path
