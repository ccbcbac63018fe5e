"""Mistakes of assignment 4: the adversarial objective, and descending it."""
import numpy as np

from scratchadv.coursework.diagnosis import mistake, symptom


@mistake("alpha and 1 - alpha swapped",
         "Your {name} is right for 1 - alpha in place of alpha: which of the two terms does alpha "
         "belong to?", tasks=("4.1", "4.5"))
def alpha_swapped(e):
    return e.rerun(alpha=1 - e.inputs["alpha"])


@mistake("one term alone",
         "Your {name} is that of the {which} term alone: J~ mixes two, in the loss and in every "
         "gradient.", tasks=("4.1", "4.5"))
def one_term(e):
    yield e.rerun(alpha=1.), {"which": "clean"}
    yield e.rerun(alpha=0.), {"which": "adversarial"}


@mistake("terms mixed up",
         "Your {name} weighs the two terms as {weights}: what do the two weights add up to?",
         tasks=("4.1",))
def terms_mixed_up(e):
    alpha = e.inputs["alpha"]
    clean, adversarial = e.rerun(alpha=1.), e.rerun(alpha=0.)
    for a, b, weights in ((1, 1, "1 and 1"), (1, alpha, "1 and alpha"),
                          (1, 1 - alpha, "1 and 1 - alpha"), (alpha, alpha, "alpha and alpha"),
                          (alpha, 1, "alpha and 1"), (1 - alpha, 1, "1 - alpha and 1"),
                          (alpha, alpha - 1, "alpha and alpha - 1")):
        yield a * clean + b * adversarial, {"weights": weights}


@mistake("down the loss",
         "Your {name} is right for -eps: does the adversary climb the loss or descend it?",
         tasks=("4.1", "4.5", "4.8"))
def down_the_loss(e):
    return e.rerun(eps=-e.inputs["eps"])


@mistake("argument ignored",
         "Your {name} is what {argument} = {value:g} gives, whatever {argument} is: where is the "
         "argument used?", tasks=("4.1", "4.5"))
def argument_ignored(e):
    for argument, value in (("eps", 1.), ("eps", .25), ("alpha", .5), ("lr", .1), ("momentum", .5),
                            ("eps", 0.), ("lr", 1.)):
        if argument in e.inputs:
            yield e.rerun(**{argument: value}), {"argument": argument, "value": value}


@mistake("gradient in place of its sign",
         "Your {name} moves x by eps times the gradient itself: what of the gradient does the fast "
         "gradient sign method keep?", tasks=("4.1", "4.5", "4.8"))
def no_sign(e):
    return _attacked(e, lambda g, eps, x: x + eps * g)


@mistake("clipped to [0, 1]",
         "Your {name} is right for adversarial examples that are clipped to [0, 1]: does the "
         "formula clip?", tasks=("4.1", "4.5", "4.8"))
def clipped(e):
    return _attacked(e, lambda g, eps, x: np.clip(x + eps * np.sign(g), 0, 1))


@mistake("another norm's step",
         "Your {name} moves every example by eps in l2: which norm of eta is eps to bound?",
         tasks=("4.1", "4.5", "4.8"))
def l2_step(e):
    return _attacked(e, lambda g, eps, x: x + eps * g / np.linalg.norm(g, axis=1, keepdims=True))


def _attacked(e, moved):
    """The value where moved(gradient, eps, x) makes the adversarial examples."""
    if e.task.id == "4.8":
        x, y, eps = e.fresh("x", "y", "eps")
        g = e.inputs["source"].target.attack_direction(x, y)
        return np.asarray((e.inputs["target"].target.predict(moved(g, eps, x)) != y).mean())
    if e.task.id == "4.5":
        return walk(e, lambda f, now, x, y, eps: moved(f(now[-1], x, y)[1], eps, x))
    return _objective(e, moved)


def _objective(e, moved=lambda g, eps, x: x + eps * np.sign(g), masks=None):
    """4.1 with other adversarial examples, or with masks(masks) -> those of clean, adversarial."""
    def mistaken(net, x, y, given=None, *, alpha=.5, eps=.25):
        clean, adversarial = masks(given) if masks else (given, given)
        J, grad_x, grads = net.loss_and_grads(x, y, masks=clean)
        J_adv, _, grads_adv = net.loss_and_grads(moved(grad_x, eps, x), y, masks=adversarial)
        return (alpha * J + (1 - alpha) * J_adv,
                {name: alpha * grads[name] + (1 - alpha) * grads_adv[name] for name in grads})
    return e.instead(adversarial=mistaken)


@mistake("mask forgotten",
         "Your {name} is right where the {which} pass has no dropout: which passes are to see the "
         "same masks?", tasks=("4.1",))
def mask_forgotten(e):
    if e.inputs["masks"] is not None:
        yield _objective(e, masks=lambda given: (given, None)), {"which": "adversarial"}
        yield _objective(e, masks=lambda given: (None, given)), {"which": "clean"}
        yield e.rerun(masks=None), {"which": "clean as well as the adversarial"}


# -- 4.5 descending

def walk(e, attack=None, step=None):
    """The value of a descent with another attack or step.

    attack(loss_and_grads, [theta of every step so far], x, y, eps) -> x~;
    step(theta, velocity, clean, adversarial, e.inputs) writes into theta and velocity.
    """
    f, alpha, eps = e.inputs["loss_and_grads"].target, e.inputs["alpha"], e.inputs["eps"]
    theta = e.fresh("theta")
    velocity = {name: np.zeros_like(array) for name, array in theta.items()}
    past = []
    for x, y in e.fresh("batches"):
        past.append({name: array.copy() for name, array in theta.items()})
        _, grad_x, clean = f(theta, x, y)
        x_adv = attack(f, past, x, y, eps) if attack else x + eps * np.sign(grad_x)
        _, _, adversarial = f(theta, x_adv, y)
        for name in theta:
            grad = alpha * clean[name] + (1 - alpha) * adversarial[name]
            (step or momentum_step)(theta[name], velocity[name], grad, e.inputs)
    return theta[e.name]


def momentum_step(theta, velocity, grad, inputs):
    """As it should be."""
    velocity *= inputs["momentum"]
    velocity -= inputs["lr"] * grad
    theta += velocity


@mistake("adversarial examples of an older model",
         "Your {name} is right for adversarial examples made with {which}: against which "
         "parameters is each step to train?", tasks=("4.5",))
def stale(e):
    def of(i):
        return lambda f, past, x, y, eps: x + eps * np.sign(f(past[max(i, -len(past))], x, y)[1])
    yield walk(e, of(0)), {"which": "the parameters of the beginning"}
    yield walk(e, of(-2)), {"which": "the parameters of the step before"}


@mistake("velocity not kept",
         "Your {name} is what steps without a memory give: what must outlive the loop's round?",
         tasks=("4.5",))
def velocity_forgotten(e):
    def step(theta, velocity, grad, inputs):
        theta -= inputs["lr"] * grad
    return walk(e, step=step)


@mistake("up the loss", "Your {name} climbs J~: with what sign does the gradient enter the step?",
         tasks=("4.5",))
def climbs(e):
    return e.rerun(lr=-e.inputs["lr"])


@mistake("lr on the velocity",
         "Your {name} has the learning rate on the old velocity too: what does lr multiply?",
         tasks=("4.5",))
def lr_on_all(e):
    def step(theta, velocity, grad, inputs):
        velocity *= inputs["lr"] * inputs["momentum"]
        velocity -= inputs["lr"] * grad
        theta += velocity
    return walk(e, step=step)


@mistake("two steps a batch",
         "Your {name} takes a step for each term of J~: how many steps does one batch make?",
         tasks=("4.5",))
def two_steps(e):
    f, alpha, eps = e.inputs["loss_and_grads"].target, e.inputs["alpha"], e.inputs["eps"]
    for again in (False, True):                  # the examples made before the first step, or after
        theta = e.fresh("theta")
        velocity = {name: np.zeros_like(array) for name, array in theta.items()}
        for x, y in e.fresh("batches"):
            _, grad_x, grads = f(theta, x, y)
            _take(theta, velocity, grads, alpha, e.inputs)
            if again:
                grad_x = f(theta, x, y)[1]
            _take(theta, velocity, f(theta, x + eps * np.sign(grad_x), y)[2], 1 - alpha, e.inputs)
        yield theta[e.name]


def _take(theta, velocity, grads, weight, inputs):
    for name in theta:
        momentum_step(theta[name], velocity[name], weight * grads[name], inputs)


@mistake("only some batches",
         "Your {name} is what {which} leaves: does the loop see every batch, once?", tasks=("4.5",))
def some_batches(e):
    batches = e.inputs["batches"]
    yield e.rerun(batches=batches[:1]), {"which": "the first batch alone"}
    yield e.rerun(batches=batches[-1:]), {"which": "the last batch alone"}
    yield e.rerun(batches=[batches[0]] * len(batches)), {"which": "the first batch time and again"}
    yield e.rerun(batches=batches[:-1]), {"which": "every batch but the last"}


@mistake("parameters unchanged",
         "Your {name} is that of the beginning: which array does the step write into, and which do "
         "you return?", tasks=("4.5",))
def unchanged(e):
    return e.inputs["theta"][e.name]


@symptom("theta written into",
         "You write into the theta that came as an argument: what is to be copied before the first "
         "step?", tasks=("4.5",))
def theta_modified(e):
    if e.failure is None and "theta" in e.outcome.modified:
        return {}
