"""Reads the user's own picture as a digit: 28 x 28 pixels in [0, 1], light ink on a dark ground.

H x W pixels.
"""
import io
import warnings
from pathlib import Path

import numpy as np

from scratchadv.attack_picture.array_file import DAMAGE, SIDE, load_array, unit_range
from scratchadv.datasets import resample

LUMINANCE = np.array([.299, .587, .114])              # of red, green and blue (ITU-R BT.601)
SIGNATURES = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg", b"\x93NUMPY": "npy"}


def load_image(path):
    """A PNG, JPEG or .npy image of any size.  -> x (1, 784) float32 in [0, 1], what was done to it.

    Colour becomes grey, a transparent ground the opposite of the ink, an oblong a square by margins
    of its own ground; each of the 28 x 28 pixels is the mean over its area; a light ground is
    inverted. MNIST's digits are 20 pixels high and centred: crop a picture to look alike.
    An array may hold one digit flat: (784,), (1, 784) or (784, 1).
    ValueError that names the file: no image, several, damaged, truncated, numbers outside [0, 1].
    OSError: no such file, not readable.
    """
    picture = _decode(path, Path(path).read_bytes())
    if picture.ndim not in (2, 3) or picture.shape[2:] not in ((), (3,), (4,)) or not picture.size:
        raise ValueError(f"{path} must hold one image, (height, width) or (height, width, 3 or 4), "
                         f"got an array of shape {picture.shape}")
    grey = _grey(unit_range(path, picture))
    done = []
    if grey.shape != (SIDE, SIDE):
        done.append(f"resized from {grey.shape[1]} x {grey.shape[0]} to {SIDE} x {SIDE} pixels")
    ground = float(np.median(np.concatenate([grey[0], grey[-1], grey[:, 0], grey[:, -1]])))
    grey = resample(_square(grey, ground).reshape(1, -1), SIDE)                      # (1, 784)
    if ground > .5:
        grey = 1 - grey
        done.append("inverted, since its background is light and MNIST's is dark")
    return np.clip(grey, 0, 1).astype(np.float32), done


def _decode(path, content):
    """The bytes of an image file as an array; the first bytes, not the name, say what it is."""
    kind = next((kind for start, kind in SIGNATURES.items() if content.startswith(start)), None)
    if kind is None:
        raise ValueError(f"{path} must be a PNG, JPEG or .npy image, got none of these (its first "
                         "bytes tell, not its name); save it as PNG")
    if kind == "npy":
        return load_array(path, content)
    try:
        from matplotlib import image
        if not _too_large(content, image.PIL.Image):
            picture = image.imread(io.BytesIO(content), format=kind)
            return picture / 255 if kind == "jpg" else picture               # a PNG comes in [0, 1]
    except DAMAGE as error:
        raise ValueError(f"{path} is damaged or truncated") from error
    raise ValueError(f"{path} must have at most {image.PIL.Image.MAX_IMAGE_PIXELS:,} pixels, "
                     "got more; scale it down")


def _too_large(content, pillow):
    """Whether more pixels than Pillow allows are in the file, as its header alone tells."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", pillow.DecompressionBombWarning)
            pillow.open(io.BytesIO(content))
    except (pillow.DecompressionBombWarning, pillow.DecompressionBombError):
        return True
    return False


def _grey(picture):
    """(H, W), (H, W, 3) or (H, W, 4) -> (H, W)."""
    if picture.ndim == 2:
        return picture
    grey = picture[:, :, :3] @ LUMINANCE
    if picture.shape[2] == 3:
        return grey
    alpha = picture[:, :, 3]
    light_ink = (grey * alpha).sum() > alpha.sum() / 2
    return grey * alpha + (0 if light_ink else 1) * (1 - alpha)


def _square(grey, ground):
    """Margins of the ground's grey on both sides of the shorter way."""
    H, W = grey.shape
    side = max(H, W)
    square = np.full((side, side), ground)
    top, left = (side - H) // 2, (side - W) // 2
    square[top:top + H, left:left + W] = grey
    return square
