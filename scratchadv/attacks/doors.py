"""The attacks' doors: every argument is checked here, once, before any arithmetic."""
import numpy as np

from scratchadv import checks

NORMS = (np.inf, 2, 1)
DIRECTIONS = {"exact": "attack_direction", "quick": "quick_direction",
              "float32": "float32_direction"}


def check_x(x, D=None):
    """x as an array (N, D) of finite real numbers; D None takes any width.  -> x, or ValueError."""
    if D is None:
        shape = checks.as_array(x, "x").shape
        D = shape[1] if len(shape) == 2 else "D"
    return checks.check_inputs(x, D)


def check_examples(net, x, y, *, targeted=False):
    """x and y for an attack on net; y None: the net's own prediction.  -> x (N, D), y (N,).

    ValueError otherwise. Of an object without n_inputs or n_classes only the shapes are checked.
    """
    checks.check_flag(targeted, "targeted")
    checks.check_net(net, ("attack_direction", "grad_x"))
    x = check_x(x, getattr(net, "n_inputs", None))
    if y is None and targeted:
        raise ValueError("y must be the target labels where targeted is True, got None; "
                         "attacks.least_likely(net, x) is one choice")
    if y is None:
        if not hasattr(net, "predict"):
            raise ValueError("y must be labels for a model that does not predict, got None")
        return x, net.predict(x)
    return x, check_y(net, y, len(x))


def check_y(net, y, N):
    """y as N labels of net; of an object without n_classes only the shape is checked.  -> y (N,)"""
    if hasattr(net, "n_classes"):
        return checks.check_targets(y, N, net.n_classes)
    y = checks.as_array(y, "y")
    if y.shape != (N,):
        raise ValueError(f"y must have shape ({N},), one label for each example, got shape "
                         f"{y.shape}")
    return y


def check_eps(eps, name="eps"):
    """eps as a finite number, 0 or more.  -> float; ValueError otherwise."""
    return checks.check_number(eps, name, low=0)


def check_norm(norm):
    """norm as numpy.inf, 2 or 1.  -> norm; ValueError otherwise."""
    if isinstance(norm, (bool, np.bool_, complex)) or not np.isscalar(norm) or norm not in NORMS:
        raise ValueError(f"norm must be numpy.inf, 2 or 1, got {norm!r}")
    return norm


def check_clip(x, clip_min, clip_max):
    """The range that x_adv is clipped to, x inside it; None: no bound there.  -> low, high.

    ValueError: clip_min above clip_max, or x outside.
    """
    low = -np.inf if clip_min is None else checks.check_number(clip_min, "clip_min")
    high = np.inf if clip_max is None else checks.check_number(clip_max, "clip_max")
    if low > high:
        raise ValueError(f"clip_min must be at most clip_max, "
                         f"got clip_min={clip_min} and clip_max={clip_max}")
    if (x < low).any() or (x > high).any():
        raise ValueError(f"x must lie within clip_min={clip_min} and clip_max={clip_max}, "
                         f"got values from {x.min()} to {x.max()}; rescale x, "
                         f"or leave the clip range out")
    return low, high


def check_direction(net, direction):
    """direction as a key of DIRECTIONS that the net offers.  -> direction, or ValueError."""
    checks.check_choice(direction, "direction", tuple(DIRECTIONS))
    if direction == "float32" and not hasattr(net, "float32_direction"):
        raise ValueError(f'direction must be "exact" for a model without float32_direction, '
                         f'got "float32" with a {type(net).__name__}')
    return direction


def check_gradient(g, x, net):
    """What the model returned as its direction, finite and of x's shape.  -> g, or ValueError.

    A whole-numbered one comes back in the dtype of x.
    """
    g = np.asarray(g)
    g = g.astype(x.dtype) if g.dtype.kind in "iub" else g
    if g.shape != x.shape:
        raise ValueError(f"net must return a direction of x's shape {x.shape}, "
                         f"got shape {g.shape} from a {type(net).__name__}")
    if not np.isfinite(g).all():
        raise ValueError(f"net must return a finite direction, got NaN or infinite entries "
                         f"from a {type(net).__name__}; are its weights finite?")
    return g


def check_angle(angle):
    """angle in radians, from 0 to pi.  -> float; ValueError otherwise."""
    try:
        return checks.check_number(angle, "angle", low=0, high=np.pi)
    except ValueError as error:
        raise ValueError(f"{error}; it is in radians: use numpy.radians(degrees)") from error
