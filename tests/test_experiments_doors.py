"""What experiments can be asked for: claims, sections, another data set; the rest is refused."""
import io

import numpy as np
import pytest

from scratchadv import cli, experiments, reproduce
from scratchadv.datasets import Split
from scratchadv.experiments.digits import Digits
from scratchadv.experiments.lab import Lab
from scratchadv.experiments.own_data import check_own
from scratchadv.results import Result, result_path, write_result


def test_select_takes_ids_and_sections_and_refuses_others():
    assert reproduce.select(["s3"], "laptop") == ["s3.growth", "s3.dimension"]
    assert reproduce.select(["s6.noise"], "laptop") == ["s6.noise.dot", "s6.noise.sign",
                                                        "s6.noise.uniform"]
    with pytest.raises(ValueError, match="ID must be a claim or a section, got 's4.maxuot'; "
                                         "near it are s4.maxout"):
        reproduce.select(["s4.maxuot"], "laptop")
    with pytest.raises(ValueError, match="s9.mpdbm is not built yet"):
        reproduce.select(["s9.mpdbm"], "laptop")
    with pytest.raises(ValueError, match=r"sA.fooling is not .* \(sA.fooling_mnist has; `scratch"):
        reproduce.select(["sA.fooling"], "laptop")


def test_what_trains_for_hours_is_left_to_the_paper_profile():
    assert not {"s6.1600.plain", "s6.1600.adv"} & set(reproduce.select([], "laptop"))
    assert {"s6.1600.plain", "s6.1600.adv"} <= set(reproduce.select(["s6"], "paper"))
    with pytest.raises(ValueError, match="s6.1600 trains too long for the laptop profile"):
        reproduce.select(["s6.1600"], "laptop")


@pytest.mark.parametrize("changes, sentence", [
    (dict(D=20), "square images, got 20 pixels each"),
    (dict(N=10_000), "more than 10000 training images, got 10000; the last 10000 of them validate"),
    (dict(C=5), "labels from 0 to 9, got labels from 0 to 4"),
    (dict(C=12), "labels from 0 to 9, got labels from 0 to 11"),
    (dict(absent=2), r"images of each class from 0 to .* 9, among the first 1000 for training, got "
                     r"none of \[2\]; shuffle them"),
    (dict(sort=True), r"images of .* among the first 1000 for training, got none of \[1 2 3 4 5\]"),
    (dict(N=10_001), r"images of .* among the first 1 for .* have more than the 10000 that valid"),
    (dict(largest=10), "test labels from 0 to 9, the largest in training, got 10"),
    (dict(untested=7), r"test images of each class from 0 to 9, got none of \[7\]"),
])
def test_another_data_set_that_the_experiments_cannot_use_is_refused(changes, sentence):
    given = dict(D=9, N=11_000, C=10, absent=None, untested=None, largest=9, sort=False) | changes
    y = np.arange(given["N"]) % given["C"]
    y = np.sort(y) if given["sort"] else y
    y[y == given["absent"]] = 0
    train = Split(np.zeros((len(y), given["D"]), np.float32), y)
    classes = np.array([*range(9), given["largest"]])
    test = Split(train.x[:10], classes[classes != given["untested"]])
    with pytest.raises(ValueError, match=f"^folder must hold {sentence}"):
        check_own("folder", train, test)


class OwnDigits(Digits):
    """Another data set of so many training images, unread."""

    images = 59_999


@pytest.mark.parametrize("images, left", [(59_999, ["s4.softmax"]),
                                          (60_000, ["s4.softmax", "s8.linear"])])
def test_a_claim_that_needs_more_images_than_there_are_is_known_before_the_run(
        monkeypatch, images, left):
    monkeypatch.setattr(OwnDigits, "images", images)

    def possible(ids, folder="folder", named=()):
        return reproduce.possible(ids, OwnDigits("laptop", folder), named=named,
                                  stream=io.StringIO())
    ids = ["s4.softmax", "s8.linear"]
    assert possible(ids) == left
    assert possible(ids, folder=None) == ids, "MNIST has enough, and is not read"
    assert possible(ids[:1], named=ids[:1]) == ids[:1]


def test_such_a_claim_is_left_out_of_a_whole_run_and_refused_where_it_is_named(
        monkeypatch, capsys, tmp_path):
    asked = []
    monkeypatch.setattr(reproduce, "Digits", OwnDigits)
    monkeypatch.setattr(reproduce, "run", lambda ids, *_, **__: asked.append(ids) or 0)
    said = f"s8.linear needs 60,000 training images or more, got 59,999 in {tmp_path}"
    assert cli.main(["reproduce", "s8", "--data", str(tmp_path)]) == 0
    assert asked == [["s8.maxout_wrong", "s8.both_wrong", "s8.directions"]]
    assert capsys.readouterr().out == f"left out: {said}\n"
    assert cli.main(["reproduce", "s8", "s8.linear", "--data", str(tmp_path)]) == 2
    assert capsys.readouterr().err == f"\nscratchadv: {said}\n" and len(asked) == 1


def test_a_run_that_began_meanwhile_in_the_same_folder_is_not_overwritten(tmp_path):
    kept = write_result(tmp_path, Result("s3.growth", "laptop", 0, {})).read_bytes()
    with pytest.raises(ValueError, match="s3.growth.seed0.json must be of profile smoke and data"):
        experiments.run_once("s3.growth", Lab("smoke", 0, tmp_path))
    assert result_path(tmp_path, "s3.growth", 0).read_bytes() == kept
