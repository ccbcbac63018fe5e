"""Checkpoints: interrupted training ends in the same bits; what does not belong is refused."""
from functools import partial

import numpy as np
import pytest

from scratchadv import checkpoints, models, objectives, optim, training

N, D, M, K, C = 50, 7, 4, 3, 6
OPTIMIZERS = {"SGD": partial(optim.SGD, lr=.2, decay=1.01, momentum_epochs=4, max_norm=1.5),
              "Adam": partial(optim.Adam, lr=.01)}


@pytest.fixture(autouse=True)
def write_after_every_epoch(monkeypatch):
    monkeypatch.setattr(checkpoints, "SECONDS", 0)


def _refuse(path, content):
    raise PermissionError(13, "Permission denied", str(path))


class Ended:
    """All that a run leaves behind."""

    def __init__(self, path=None, *, epochs=5, optimizer="SGD", generator=np.random.PCG64, seed=0,
                 objective=objectives.adversarial, batch_size=20, init=.5, scale=1, top="softmax",
                 shift=0, **options):
        rng = np.random.Generator(generator(seed))
        net = models.maxout_network(D, (M,), K, C, rng=rng, init=init, top=top, dtype=np.float64)
        x = scale * rng.random((N, D))
        y = (x[:, :C].argmax(axis=1) + shift) % C
        if isinstance(optimizer, str):
            optimizer = OPTIMIZERS[optimizer]()
        options.setdefault("valid", (x, y))
        self.history = training.fit(net, (x, y), objective=objective, epochs=epochs, rng=rng,
                                    optimizer=optimizer, batch_size=batch_size, checkpoint=path,
                                    **options)
        slots, self.numbers = optimizer.state()
        self.arrays = {name: array.tobytes()
                       for name, array in {**net.parameters(), **slots}.items()}
        self.draws = rng.random(100).tolist()

    def __eq__(self, other):
        return vars(self) == vars(other)


def interrupt_after(monkeypatch, steps, optimizer="SGD"):
    """Let the optimizer make so many steps, then interrupt."""
    kind, left = type(OPTIMIZERS[optimizer]()), [steps]
    last = "end_update" if kind is optim.SGD else "update"   # what every step calls
    step = getattr(kind, last)

    def interrupted(self, *args):
        if left[0] == 0:
            raise KeyboardInterrupt
        left[0] -= 1
        step(self, *args)

    monkeypatch.setattr(kind, last, interrupted)


# -- the same bits

@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("steps", [0, 2, 3, 4, 8, 14])
def test_a_run_interrupted_at_any_step_ends_in_the_same_bits(monkeypatch, tmp_path, optimizer,
                                                             steps):
    with monkeypatch.context() as patch:
        interrupt_after(patch, steps, optimizer)
        with pytest.raises(KeyboardInterrupt):
            Ended(tmp_path / "run", optimizer=optimizer)
    assert Ended(tmp_path / "run", optimizer=optimizer) == Ended(optimizer=optimizer)


@pytest.mark.parametrize("generator", [np.random.PCG64, np.random.PCG64DXSM, np.random.SFC64,
                                       np.random.Philox, np.random.MT19937])
def test_every_bit_generator_goes_on_where_it_stood(tmp_path, generator):
    Ended(tmp_path / "run", epochs=2, generator=generator)
    assert Ended(tmp_path / "run", generator=generator) == Ended(generator=generator)


def test_a_run_without_validation_resumes_too(tmp_path):
    Ended(tmp_path / "run", epochs=2, valid=None)
    assert Ended(tmp_path / "run", valid=None) == Ended(valid=None)


def test_early_stopping_goes_on_counting_and_knows_the_best(monkeypatch, tmp_path):
    def errors(*_, script=[.5, .1, .2, .3, .4, .05]):
        return script[len(open_history.epoch)]

    def record(run, *args, original=training._record):
        nonlocal open_history
        original(run, *args)
        open_history = run.history

    open_history = training.History()
    monkeypatch.setitem(training.MONITORS, "error", errors)
    monkeypatch.setattr(training, "_record", record)
    whole = Ended(epochs=9, patience=3)
    open_history = training.History()
    Ended(tmp_path / "run", epochs=4, patience=3)
    resumed = Ended(tmp_path / "run", epochs=9, patience=3)
    assert whole.history.stopped_early and whole.history.best_epoch == 2
    assert resumed == whole


def test_a_finished_run_returns_at_once(monkeypatch, tmp_path):
    first = Ended(tmp_path / "run")
    written = (tmp_path / "run").stat().st_mtime_ns
    interrupt_after(monkeypatch, 0)
    assert Ended(tmp_path / "run") == first
    assert (tmp_path / "run").stat().st_mtime_ns == written, "it may lie where nobody may write"


def test_more_epochs_later_are_as_good_as_at_once(tmp_path):
    for epochs in (1, 3, 5):
        run = Ended(tmp_path / "run", epochs=epochs)
    assert run == Ended(epochs=5)


def test_a_checkpoint_changes_nothing(tmp_path):
    assert Ended(tmp_path / "run") == Ended()


def test_short_epochs_are_not_each_written_but_the_last_is(monkeypatch, tmp_path):
    monkeypatch.setattr(checkpoints, "SECONDS", 1000)
    written = []
    save = checkpoints.files.save_arrays
    monkeypatch.setattr(checkpoints.files, "save_arrays",
                        lambda *args, **options: (written.append(1), save(*args, **options)))
    whole = Ended(tmp_path / "run")
    assert len(written) == 2, "one before the first epoch, one at the end"
    interrupt_after(monkeypatch, 0)
    assert Ended(tmp_path / "run") == whole


def test_what_a_kill_left_of_a_write_is_cleared_away(tmp_path):
    Ended(tmp_path / "run", epochs=2)
    content = (tmp_path / "run").read_bytes()
    (tmp_path / ".run.abc.part").write_bytes(content[:100])
    (tmp_path / ".other.abc.part").write_bytes(b"not ours")
    assert Ended(tmp_path / "run") == Ended()
    assert sorted(path.name for path in tmp_path.iterdir()) == [".other.abc.part", "run"]


def test_the_name_of_a_checkpoint_is_no_pattern(tmp_path):
    (tmp_path / ".run1.abc.part").write_bytes(b"not ours")
    (tmp_path / ".run[1].abc.part").write_bytes(b"ours")
    Ended(tmp_path / "run[1]", epochs=1)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".run1.abc.part", "run[1]"]


def test_a_resumed_run_saves_the_snapshots_that_lie_ahead(monkeypatch, tmp_path):
    whole = Ended(snapshots={3: tmp_path / "whole.npz"})
    with monkeypatch.context() as patch:
        interrupt_after(patch, 7)
        with pytest.raises(KeyboardInterrupt):
            Ended(tmp_path / "run")
    assert Ended(tmp_path / "run", snapshots={3: tmp_path / "resumed.npz"}) == whole
    assert (tmp_path / "whole.npz").read_bytes() == (tmp_path / "resumed.npz").read_bytes()


# -- refused

@pytest.mark.parametrize("name, change", [
    ("starting parameters", {"init": .6}),
    ("rng", {"seed": 1}),
    ("rng was PCG64 .* and is SFC64", {"generator": np.random.SFC64}),
    ("train", {"scale": 2}),
    ("train was 50 examples .* and is 50 examples", {"shift": 1}),
    ("model was .*softmax.* and is .*sigmoids", {"top": "sigmoids"}),
    ("valid was .* and is None", {"valid": None}),
    ("objective was adversarial and is clean", {"objective": objectives.clean}),
    (r"objective was .* and is adversarial\(alpha=0.25\)",
     {"objective": partial(objectives.adversarial, alpha=.25)}),
    ("optimizer was SGD.* and is Adam", {"optimizer": "Adam"}),
    (r"optimizer was .*lr=0.2, .* and is .*lr=0.3", {"optimizer": optim.SGD(lr=.3)}),
    ("batch_size was 20 and is 10", {"batch_size": 10}),
    ("monitor was error and is adversarial_error", {"monitor": "adversarial_error"}),
    ("patience was None and is 7", {"patience": 7}),
])
def test_a_checkpoint_of_another_recipe_is_refused_and_the_difference_named(tmp_path, name, change):
    Ended(tmp_path / "run", epochs=1)
    with pytest.raises(ValueError, match=f"run belongs to another recipe: .*{name}") as error:
        Ended(tmp_path / "run", **change)
    assert "delete it" in str(error.value) and "\n" not in str(error.value)


def test_fewer_epochs_than_were_run_are_refused(tmp_path):
    Ended(tmp_path / "run", epochs=3)
    with pytest.raises(ValueError, match="epochs must be 3 or more, .*run has run, got 2"):
        Ended(tmp_path / "run", epochs=2)


@pytest.mark.parametrize("refused", [dict(epochs=2), dict(epochs=9)])
def test_after_a_refusal_the_same_objects_go_on_by_the_right_call(monkeypatch, tmp_path, refused):
    """Too few epochs, or a disk that cannot be written: net and rng are not what the file says."""
    def start():
        rng = np.random.default_rng(0)
        net = models.softmax_regression(D, C, rng=rng)
        x = rng.random((N, D))
        return net, (x, np.arange(N) % C), rng

    def go_on(net, train, rng, epochs):
        training.fit(net, train, objective=objectives.clean, epochs=epochs, rng=rng,
                     valid=train, checkpoint=tmp_path / "run")
    go_on(*start(), 3)
    net, train, rng = start()
    came = net.parameters()["layer0.W"].copy(), rng.bit_generator.state
    with monkeypatch.context() as disk:
        if refused["epochs"] == 9:
            disk.setattr(checkpoints.files, "write_atomically", _refuse)
        with pytest.raises(ValueError, match="epochs must be 3|can be written"):
            go_on(net, train, rng, **refused)
    assert (net.parameters()["layer0.W"] == came[0]).all() and rng.bit_generator.state == came[1]
    go_on(net, train, rng, 4)
    whole = start()
    (tmp_path / "run").unlink()
    go_on(*whole, 4)
    assert (net.parameters()["layer0.W"] == whole[0].parameters()["layer0.W"]).all()


@pytest.mark.parametrize("damage", [
    lambda content: b"", lambda content: content[:-1], lambda content: content[:len(content) // 2],
    lambda content: b"text, not ours", lambda content: content[len(content) // 2:],
    lambda content: content[:1000] + b"\0" * 9 + content[1009:],
])
def test_a_damaged_or_foreign_file_is_refused_by_name_and_left_alone(tmp_path, damage):
    Ended(tmp_path / "run", epochs=1)
    content = damage((tmp_path / "run").read_bytes())
    (tmp_path / "run").write_bytes(content)
    with pytest.raises(ValueError, match="^checkpoint .*run must be .*delete it"):
        Ended(tmp_path / "run")
    assert (tmp_path / "run").read_bytes() == content


def test_a_network_file_is_not_taken_for_a_checkpoint(tmp_path):
    models.softmax_regression(D, C, rng=np.random.default_rng(0)).save(tmp_path / "net.npz")
    with pytest.raises(ValueError, match="checkpoint .*net.npz must .*got a network file"):
        Ended(tmp_path / "net.npz")


def test_a_path_that_cannot_be_written_is_refused_before_the_first_step(monkeypatch, tmp_path):
    interrupt_after(monkeypatch, 0)
    with pytest.raises(ValueError, match="checkpoint must be a path that can be written"):
        Ended(tmp_path / "nowhere" / "run")


def test_a_full_or_protected_disk_is_told_in_one_sentence(monkeypatch, tmp_path):
    monkeypatch.setattr(checkpoints.files, "write_atomically", _refuse)
    with pytest.raises(ValueError, match="checkpoint must be .*Permission denied"):
        Ended(tmp_path / "run")


def test_an_objective_without_a_name_is_refused_when_a_checkpoint_must_know_it_again(tmp_path):
    with pytest.raises(ValueError, match="objective must be a function of a module.*got .*lambda"):
        Ended(tmp_path / "run", objective=lambda *args: objectives.clean(*args))


def test_a_recipe_describes_bound_options_in_one_line():
    inner = partial(objectives.adversarial, eps=np.float64(.1))
    objective = partial(objectives.l1, objective=inner, coefficient=.5, names=("layer0.W",))
    assert checkpoints.describe(objective) == \
        "l1(coefficient=0.5, names=('layer0.W',), objective=adversarial(eps=0.1))"


def test_the_same_options_are_described_alike():
    one = partial(objectives.adversarial, alpha=.5, eps=1)
    other = partial(objectives.adversarial, eps=np.float32(1), alpha=.5)
    assert checkpoints.describe(one) == checkpoints.describe(other)
    assert checkpoints.describe(True) == "True"


def clean(net, x, y, rng):
    """Another function of that name."""
    return objectives.clean(net, x, y, rng)


def test_two_functions_of_one_name_are_told_apart():
    assert checkpoints.describe(clean) == f"{__name__}.clean"
    assert checkpoints.describe(objectives.clean) == "clean"


class Weighted:
    """An objective that holds its option where no checkpoint sees it."""

    def objective(self, net, x, y, rng):
        return objectives.clean(net, x, y, rng)


def test_a_method_is_no_objective_that_a_checkpoint_would_know_again(tmp_path):
    with pytest.raises(ValueError, match="objective must be a function of a module.*Weighted.obj"):
        Ended(tmp_path / "run", objective=Weighted().objective)


def test_a_number_of_numpy_may_be_the_target(tmp_path):
    assert Ended(tmp_path / "run", monitor="loss", target=np.float32(0)) == \
        Ended(monitor="loss", target=0.)
