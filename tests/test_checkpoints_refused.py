"""Checkpoints that do not belong to a run are refused, and leave it as it came."""
from functools import partial

import numpy as np
import pytest
from checkpointed_runs import C, D, N, Ended, interrupt_after

from scratchadv import checkpoints, files, models, objectives, optim, training


def _refuse(path, content):
    raise PermissionError(13, "Permission denied", str(path))


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

    def go_on(net, train, rng, epochs, optimizer=None):
        training.fit(net, train, objective=objectives.clean, epochs=epochs, rng=rng, valid=train,
                     optimizer=optimizer or optim.SGD(), checkpoint=tmp_path / "run")
    go_on(*start(), 3)
    (net, train, rng), optimizer = start(), optim.SGD()
    came = net.parameters()["layer0.W"].copy(), rng.bit_generator.state
    with monkeypatch.context() as disk:
        if refused["epochs"] == 9:
            disk.setattr(checkpoints.files, "write_atomically", _refuse)
        with pytest.raises(ValueError, match="epochs must be 3|can be written"):
            go_on(net, train, rng, **refused, optimizer=optimizer)
    assert (net.parameters()["layer0.W"] == came[0]).all() and rng.bit_generator.state == came[1]
    go_on(net, train, rng, 4, optimizer)
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


@pytest.mark.parametrize("spoil", [
    lambda meta: {}, lambda meta: [], lambda meta: meta | {"recipe": None},
    lambda meta: meta | {"numbers": None},
    lambda meta: meta | {"numbers": meta["numbers"] | {"history": None}},
    lambda meta: meta | {"numbers": meta["numbers"] | {"optimizer": None}},
    lambda meta: meta | {"numbers": meta["numbers"] | {"rng": None}}])
def test_a_file_with_other_contents_is_refused_and_leaves_net_and_rng_alone(tmp_path, spoil):
    def run(net, rng):
        x = np.random.default_rng(1).random((N, D))
        training.fit(net, (x, np.arange(N) % C), objective=objectives.clean, epochs=1, rng=rng,
                     checkpoint=tmp_path / "run")

    def start():
        rng = np.random.default_rng(0)
        return models.softmax_regression(D, C, rng=rng), rng
    run(*start())
    arrays, meta = files.load_arrays(tmp_path / "run", kind="checkpoint")
    files.save_arrays(tmp_path / "run", arrays, spoil(meta), kind="checkpoint")
    net, rng = start()
    came = net.parameters()["layer0.W"].copy(), rng.bit_generator.state
    with pytest.raises(ValueError, match="^checkpoint .*run (holds no recipe|is damaged).*delete"):
        run(net, rng)
    assert (net.parameters()["layer0.W"] == came[0]).all() and rng.bit_generator.state == came[1]


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


def test_a_checkpoint_knows_its_validation_digits_by_each_of_them(tmp_path, rng):
    x, y = rng.random((N, D)), np.arange(N) % C
    Ended(tmp_path / "run", epochs=1, valid=(x, y))
    x[-1, -1] += .1
    with pytest.raises(ValueError, match="recipe: valid was 50 examples .* and is 50 examples"):
        Ended(tmp_path / "run", valid=(x, y))
