"""The adversarial logistic loss in closed form, beside the worst corner and the printed form.

N examples, D inputs.
"""
import itertools

import numpy as np
import pytest

from scratchadv.losses import LOGISTIC, adversarial_logistic

N, D = 5, 4


@pytest.fixture
def logistic(rng):
    return (rng.standard_normal((N, D)), rng.standard_normal(D), rng.standard_normal(),
            np.array([1, -1, 1, -1, -1]))


def test_the_closed_form_is_the_largest_loss_over_the_corners_of_the_box(logistic):
    x, w, b, y = logistic
    corners = .25 * np.array(list(itertools.product([-1, 1], repeat=x.shape[1])))
    at_corners = np.logaddexp(0, -y[:, None] * ((x[:, None, :] + corners) @ w + b))
    J, _ = adversarial_logistic.adversarial_logistic_forward(x, w, b, y, .25)
    assert J == pytest.approx(at_corners.max(axis=1).mean(), rel=1e-13)


def test_the_closed_form_at_eps_0_is_the_logistic_loss(logistic):
    x, w, b, y = logistic
    J, _ = adversarial_logistic.adversarial_logistic_forward(x, w, b, y, 0.0)
    assert J == pytest.approx(LOGISTIC.forward(x @ w + b, y)[0], rel=1e-14)


def test_the_printed_form_is_right_for_positive_labels_only(logistic):
    x, w, b, y = logistic
    for label, equal in ((1, True), (-1, False)):
        labels = np.full(N, label)
        ours, _ = adversarial_logistic.adversarial_logistic_forward(x, w, b, labels, .25)
        printed = adversarial_logistic.printed_adversarial_logistic(x, w, b, labels, .25)
        assert (abs(ours - printed) < 1e-13) == equal
