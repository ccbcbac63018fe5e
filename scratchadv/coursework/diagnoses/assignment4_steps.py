"""Mistakes of assignment 4: momentum, its schedule, and the learning rate."""
import numpy as np

from scratchadv.coursework.checks import as_array, equal
from scratchadv.coursework.diagnosis import mistake, symptom


# -- 4.2 momentum

def _stepped(e, step):
    """e's value by another step.  step: (v, g, r, m) -> the new velocity, what theta moves by"""
    def mistaken(theta, velocity, grad, lr, momentum):
        new, moved = step(velocity, grad, lr, momentum)
        theta += moved
        velocity[...] = new
    return e.instead(update_momentum=mistaken)


@mistake("velocity not kept",
         "Your velocity leaves as it came: what is the next step to start from?", tasks=("4.2",))
def velocity_not_kept(e):
    return _stepped(e, lambda v, g, r, m: (v, m * v - r * g))


@mistake("not in place",
         "Your {name} leaves the function as it came in: does the line write into the array, or "
         "give its name to a new one?", tasks=("4.2",))
def not_in_place(e):
    return e.inputs[e.name]


@symptom("velocity of the other sign",
         "Your velocity is what is taken away from theta: velocity is what is added to it.",
         tasks=("4.2",))
def velocity_sign(e):
    if e.part.name == "one step" and e.failure is None:
        theta, velocity, grad, lr, momentum = e.fresh("theta", "velocity", "grad", "lr", "momentum")
        taken = lr * grad + momentum * velocity
        kept = [equal(theta - taken, as_array(e.outcome.values["theta"])),
                equal(taken, as_array(e.outcome.values["velocity"]))]
        return {} if all(kept) else None


@mistake("momentum's sign",
         "Your {name} has the old velocity against the new one: does momentum keep the course or "
         "turn it?", tasks=("4.2",))
def momentum_sign(e):
    return e.rerun(momentum=-e.inputs["momentum"])


@mistake("up the loss",
         "Your {name} goes up the loss: with what sign does the gradient enter the step?",
         tasks=("4.2",))
def climbs(e):
    return e.rerun(lr=-e.inputs["lr"])


@mistake("lr outside the velocity",
         "Your {name} has the learning rate in another place: is it part of the velocity, or does "
         "it multiply the velocity?", tasks=("4.2",))
def lr_outside(e):
    yield _stepped(e, lambda v, g, r, m: (m * v - g, r * (m * v - g)))
    yield _stepped(e, lambda v, g, r, m: (r * (m * v - g), r * (m * v - g)))
    yield _stepped(e, lambda v, g, r, m: (m * v - r * g, r * (m * v - r * g)))


@mistake("averaged gradient",
         "Your {name} weighs the gradient by 1 - momentum, as a running mean would: does classical "
         "momentum?", tasks=("4.2",))
def averaged(e):
    return _stepped(e, lambda v, g, r, m: (m * v - (1 - m) * r * g,) * 2)


@mistake("old velocity",
         "Your {name} moves theta by the velocity of the step before: which comes first, velocity "
         "or theta?", tasks=("4.2",))
def old_velocity(e):
    return _stepped(e, lambda v, g, r, m: (m * v - r * g, v))


@mistake("another method's momentum",
         "Your {name} is that of Nesterov's momentum, which looks ahead: classical momentum does "
         "not.", tasks=("4.2",))
def nesterov(e):
    return _stepped(e, lambda v, g, r, m: (m * v - r * g, m * (m * v - r * g) - r * g))


@mistake("argument ignored",
         "Your {name} is what {argument} = {value:g} gives, whatever {argument} is: where is the "
         "argument used?", tasks=("4.2",))
def argument_ignored(e):
    for argument, value in (("momentum", 0.), ("momentum", 1.), ("lr", 1.), ("lr", 0.)):
        yield e.rerun(**{argument: value}), {"argument": argument, "value": value}


# -- 4.3 schedules

@mistake("one epoch off",
         "Your momentum is right for epochs that are counted otherwise: what does epoch 1 have, "
         "and what the last one?", tasks=("4.3",))
def one_epoch_off(e):
    if e.name == "m":
        first, final, last = (e.inputs[name] for name in ("first", "final", "last_epoch"))
        t = np.arange(1, len(e.wanted) + 1)
        for risen in (t / last, (t - 1) / last, t / (last - 1), (t - 1) / (last - 2)):
            yield first + np.minimum(1, risen) * (final - first)
            yield first + risen * (final - first)


@mistake("momentum rises for ever",
         "Your momentum goes on rising after the last epoch: what stops it?", tasks=("4.3",))
def never_stops(e):
    if e.name == "m":
        first, final, last = (e.inputs[name] for name in ("first", "final", "last_epoch"))
        return first + np.arange(len(e.wanted)) / (last - 1) * (final - first)


@mistake("first and final mixed up",
         "Your momentum does not run from `first` to `final`: put epoch 1 and the last epoch into "
         "your formula.", tasks=("4.3",))
def ends_mixed_up(e):
    first, final = e.inputs["first"], e.inputs["final"]
    yield e.rerun(first=final, final=first)
    yield e.rerun(final=first + final)
    yield e.rerun(first=0., final=final - first)
    yield e.rerun(first=0.)


@mistake("not linear", "Your momentum meets both ends and bends between them: which curve was "
                       "asked for?", tasks=("4.3",))
def geometric(e):
    if e.name == "m":
        first, final, last = (e.inputs[name] for name in ("first", "final", "last_epoch"))
        risen = np.minimum(1, np.arange(len(e.wanted)) / (last - 1))
        yield first * (final / first) ** risen
        yield first + risen ** 2 * (final - first)
        yield final - (final - first) * (1 - risen) ** 2


@mistake("floor forgotten", "Your learning rate falls below its floor: where does it stop?",
         tasks=("4.3",))
def floor_forgotten(e):
    yield e.rerun(floor=0.)


@mistake("floor misplaced",
         "Your learning rate does not start at lr and end at the floor: larger or smaller of which "
         "two, or was one added?", tasks=("4.3",))
def floor_misplaced(e):
    rates = e.rerun(floor=0.)
    yield rates + e.inputs["floor"]
    yield np.minimum(rates, e.inputs["floor"])
    yield e.inputs["floor"] + (e.inputs["lr"] - e.inputs["floor"]) * rates / e.inputs["lr"]


@mistake("learning rate grows", "Your learning rate grows from update to update: is it divided or "
                                "multiplied?", tasks=("4.3",))
def grows(e):
    yield e.rerun(decay=1 / e.inputs["decay"])


@mistake("one update off",
         "Your learning rate is right for one update more or less: what is it before the first "
         "update?", tasks=("4.3",))
def one_update_off(e):
    if e.name == "rates":
        rates, decay, floor = e.rerun(floor=0.), e.inputs["decay"], e.inputs["floor"]
        for moved in (rates * decay, rates / decay):
            yield np.maximum(moved, floor)
            yield moved


@mistake("divided once",
         "Your learning rate falls as if decay were a step, not a factor: what happens at the "
         "second update to what the first left?", tasks=("4.3",))
def divided_once(e):
    if e.name == "rates":
        lr, decay, floor = (e.inputs[name] for name in ("lr", "decay", "floor"))
        rates = e.rerun(floor=0.)
        t = np.log(lr / rates) / np.log(decay)
        for moved in (lr / (1 + (decay - 1) * t), lr / np.maximum(1, decay * t), lr / (decay * t),
                      lr - (decay - 1) * t, np.where(t > 0, lr / decay, lr), lr / (1 + decay * t),
                      lr * (1 - (decay - 1) * t), lr * np.exp(-decay * t)):
            yield np.maximum(moved, floor)
            yield moved
