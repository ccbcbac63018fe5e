"""How noise is judged, which no two submissions draw alike.  u: noise over eps, (N, D)."""
import numpy as np

from scratchadv.coursework.checks import as_array

SIGMAS = 6                                       # a fair coin passes all but once in some 1e6 cases


def fair(values):
    """Noise over eps, (N, D), whose single values are `values`, independent and of mean 0."""
    def check(wanted, got, gives):
        u = as_array(got.values["u"])
        if u is None or u.shape != wanted.values["u"].shape or not np.isfinite(u).all():
            return f"x~ must be finite and of x's shape {wanted.values['u'].shape}"
        if not values(u):
            return "the noise at single pixels is not what was asked for"
        spread = np.sqrt(np.square(wanted.values["u"]).mean())
        for what in (u.mean(keepdims=True), u.mean(axis=0), u.mean(axis=1)):
            if np.abs(what).max() > SIGMAS * spread / np.sqrt(u.size / what.size):
                return "the noise does not average to 0 over the pixels, or over the images"
        if np.abs((u[:, 1:] * u[:, :-1]).mean()) > SIGMAS * spread ** 2 / np.sqrt(u.size):
            return "one pixel's noise tells of its neighbour's"
    return check


def signs(u):
    """+1 or -1 everywhere."""
    return np.allclose(np.abs(u), 1, rtol=1e-6)


def uniform(u):
    """Between -1 and 1, by the largest gap to the uniform distribution (Kolmogorov, Smirnov)."""
    if np.abs(u).max() > 1 + 1e-6:
        return False
    ranks = (np.arange(u.size) + .5) / u.size
    return np.abs((np.sort(u, axis=None) + 1) / 2 - ranks).max() < 3 / np.sqrt(u.size)


def both(u):
    """The sum of sign noise and uniform noise."""
    return np.abs(u).max() < 2.001 and np.square(u).mean() > 1


def seeded(wanted, got, gives):
    """Both noises, the same for the same seed, others for another seed."""
    sentence = fair(both)(wanted, got, gives)
    if sentence:
        return sentence
    u, same, other = (got.values[name] for name in ("u", "same_u", "other_u"))
    if not np.array_equal(u, same):
        return "two Generators of the same seed must give the same noise"
    if np.array_equal(u, other):
        return "Generators of two seeds must give two noises"


def kept_dtype(wanted, got, gives):
    """Both noises, in x's float32."""
    x_adv, sentence = as_array(got.values["x_adv"]), fair(both)(wanted, got, gives)
    if not sentence and x_adv.dtype != np.float32:
        return f"x_adv must be of dtype float32 as x is, got {x_adv.dtype}"
    return sentence


def not_written(wanted, got, gives):
    """Both noises, and no argument written into."""
    changed = sorted(got.modified)
    return fair(both)(wanted, got, gives) or (
        f"{' and '.join(changed)} must not be written into" if changed else None)
