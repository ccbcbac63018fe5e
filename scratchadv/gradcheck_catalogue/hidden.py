"""The gradient of the objectives that perturb hidden layers, the perturbation held.  [sec. 6]"""
from functools import partial

from scratchadv import gradcheck
from scratchadv.gradcheck_catalogue.gradients import EPS, example
from scratchadv.hidden_perturbation import mixture, rotation_eta, sign_eta

ETAS = {"hidden_additive": partial(sign_eta, eps=EPS),
        "hidden_rotation": partial(rotation_eta, angle=EPS)}
PLACES = {"first": (1,), "final": (2,), "input and both": (0, 1, 2)}


def hidden_checks():
    """{name: function of rng -> Report}."""
    one_set = {f"{title}, {place}, {name}": partial(_hidden, name, eta, layers, False)
               for title, eta in ETAS.items() for place, layers in PLACES.items()
               for name in ("maxout_network", "mlp, sigmoid")}
    fresh = {f"{title}, fresh masks, maxout_network": partial(
        _hidden, "maxout_network", eta, PLACES["first"], True) for title, eta in ETAS.items()}
    return one_set | fresh


def _hidden(name, eta, layers, fresh_masks, rng):
    net, x, y = example(name, rng)
    return gradcheck.check(held(net, x, y, rng, layers, eta, fresh_masks), net=net, x=x, y=y,
                           rng=rng)


def held(net, x, y, rng, layers, eta, fresh_masks=False):
    """The mixture with the eta_k that net as it is now calls for, however theta moves.

    Without that, differences would follow the size of h_k, of which the objectives' gradient is
    to know nothing.
    """
    kept = {}

    def keep(k, h, grad_h):
        kept[k] = eta(k, h, grad_h)
        return kept[k]
    mixture(net, x, y, rng, layers=layers, eta=keep)
    return partial(mixture, layers=layers, eta=lambda k, h, grad_h: kept[k],
                   fresh_masks=fresh_masks)
