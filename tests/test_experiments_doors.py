"""What experiments can be asked for: claims, sections, another data set; the rest is refused."""
import numpy as np
import pytest

from scratchadv import reproduce
from scratchadv.datasets import Split
from scratchadv.experiments.own_data import check_own


def test_select_takes_ids_and_sections_and_refuses_others():
    assert reproduce.select(["s3"], "laptop") == ["s3.growth", "s3.dimension"]
    assert reproduce.select(["s6.noise"], "laptop") == ["s6.noise.dot", "s6.noise.sign",
                                                        "s6.noise.uniform"]
    with pytest.raises(ValueError, match="ID must be a claim or a section, got 's4.maxuot'; "
                                         "near it are s4.maxout"):
        reproduce.select(["s4.maxuot"], "laptop")
    with pytest.raises(ValueError, match="s9.mpdbm is not built yet"):
        reproduce.select(["s9.mpdbm"], "laptop")


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
    (dict(absent=2), r"training images of each class from 0 to .* 9, got none of \[2\]"),
    (dict(largest=10), "test labels from 0 to 9, the largest in training, got 10"),
])
def test_another_data_set_that_the_experiments_cannot_use_is_refused(changes, sentence):
    given = dict(D=9, N=10_001, C=10, absent=None, largest=4) | changes
    y = np.arange(given["N"]) % given["C"]
    train = Split(np.zeros((given["N"], given["D"]), np.float32), y[y != given["absent"]])
    test = Split(train.x[:5], np.array([0, 1, 2, 3, given["largest"]]))
    with pytest.raises(ValueError, match=f"^folder must hold {sentence}"):
        check_own("folder", train, test)
