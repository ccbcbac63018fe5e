"""Noise, rotation, scaled gradient, 8 bits: what theorems say of them, in float64.

N examples, D inputs.
"""
import numpy as np
import pytest
from attack_nets import D, EPS, N, NETWORKS, ULP, Gradient, labels, network
from numpy.testing import assert_allclose, assert_array_equal

from scratchadv import attacks
from scratchadv.attacks import (fgsm, pgd, rotate_towards_gradient, round_to_8_bits,
                                scaled_gradient, sign_noise, uniform_noise)
from scratchadv.attacks.rotation import orthogonal_part


@pytest.fixture(params=NETWORKS)
def net(request, rng):
    return network(request.param, rng)


@pytest.fixture
def x(rng):
    return rng.random((N, D))


@pytest.fixture
def y(net, rng):
    return labels(net, rng)


# -- noise

def test_sign_noise_moves_every_pixel_by_eps(rng, x):
    assert_allclose(np.abs(sign_noise(x, eps=EPS, rng=rng) - x), EPS, rtol=1e-14)


def test_uniform_noise_fills_the_box_and_stays_in_it(rng):
    noise = uniform_noise(np.zeros((1000, D)), eps=EPS, rng=rng)
    assert np.abs(noise).max() <= EPS
    assert_allclose(noise.std(), EPS / np.sqrt(3), rtol=.03)     # 7000 draws: .6% standard error


@pytest.mark.parametrize("noise, spread", [(sign_noise, 1), (uniform_noise, 1 / np.sqrt(3))])
def test_noise_times_a_weight_vector_has_mean_0_and_grows_with_its_l2_norm(rng, noise, spread):
    w, n = rng.standard_normal(D), 20_000
    dots = noise(np.zeros((n, D)), eps=EPS, rng=rng) @ w
    sd = EPS * spread * np.linalg.norm(w)
    assert abs(dots.mean()) < 5 * sd / np.sqrt(n)
    assert_allclose(dots.std(), sd, rtol=.04)


@pytest.mark.parametrize("noise", [sign_noise, uniform_noise])
def test_noise_with_one_seed_gives_the_same_bits(x, noise):
    first, second = (noise(x, eps=EPS, rng=np.random.default_rng(3)) for _ in range(2))
    assert_array_equal(first, second)


# -- rotation

@pytest.mark.parametrize("angle", [1e-3, .3, np.pi / 2, 3.])
def test_rotation_keeps_the_length_and_turns_by_exactly_the_angle(net, x, y, angle):
    turned = rotate_towards_gradient(net, x, y, angle=angle)
    length = np.linalg.norm(x, axis=1)
    assert_allclose(np.linalg.norm(turned, axis=1), length, rtol=1e-13)
    chord = np.linalg.norm(turned - x, axis=1)             # better conditioned than an arc cosine
    assert_allclose(chord, 2 * np.sin(angle / 2) * length, rtol=1e-10)


def test_rotation_stays_in_the_plane_and_goes_up_the_gradient(net, x, y):
    g, step = net.attack_direction(x, y), rotate_towards_gradient(net, x, y, angle=.3) - x
    for i in range(N):
        plane = np.stack([x[i], g[i]])
        rest = step[i] - np.linalg.lstsq(plane.T, step[i], rcond=None)[0] @ plane
        assert np.abs(rest).max() < 1e-12
        across = g[i] - (g[i] @ x[i]) / (x[i] @ x[i]) * x[i]
        assert step[i] @ across > 0, "it turned away from the gradient"


def test_what_is_orthogonal_to_x_is_so_even_of_a_gradient_nearly_parallel_to_it(rng):
    x, v = rng.random((2, N, D)).astype(np.float32)
    q = orthogonal_part(1e4 * x + v, x)
    cosine = (q * x).sum(axis=1) / np.linalg.norm(q, axis=1) / np.linalg.norm(x, axis=1)
    assert np.abs(cosine).max() < 1e-6


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("factor", [0, 1, -2.5])
def test_a_row_parallel_to_its_gradient_is_not_turned(rng, dtype, factor):
    x = rng.random((N, 784)).astype(dtype)
    assert_array_equal(rotate_towards_gradient(Gradient(dtype(factor) * x), x, angle=.3), x)


def test_a_zero_image_is_not_turned(rng):
    x = np.zeros((N, D))
    turned = rotate_towards_gradient(Gradient(rng.standard_normal((N, D))), x, angle=.3)
    assert_array_equal(turned, x)


def test_rotation_turns_float16_as_it_turns_float32(net, x, y):
    half, single = x.astype(np.float16), x.astype(np.float16).astype(np.float32)
    turned = rotate_towards_gradient(net, half, y, angle=.3)
    assert turned.dtype == np.float32
    assert np.array_equal(turned, rotate_towards_gradient(net, single, y, angle=.3))


def test_rotation_keeps_float32(rng):
    net, x = network("maxout", rng, np.float32), rng.random((N, D)).astype(np.float32)
    assert rotate_towards_gradient(net, x, angle=.3).dtype == np.float32


# -- scaled gradient, 8 bits

def test_the_scaled_gradient_is_parallel_to_the_gradient_with_max_norm_eps(net, x, y):
    g, eta = net.attack_direction(x, y), scaled_gradient(net, x, y, eps=EPS) - x
    assert_allclose(eta, EPS * g / np.abs(g).max(axis=1, keepdims=True), atol=4 * ULP)


def test_the_scaled_gradient_of_zero_is_zero(x):
    assert_array_equal(scaled_gradient(Gradient(np.zeros((N, D))), x, eps=EPS), x)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_an_8_bit_image_survives_rounding_bit_for_bit(dtype):
    x = np.arange(256, dtype=np.uint8)[None].astype(dtype) / 255
    rounded = round_to_8_bits(x)
    assert rounded.dtype == dtype
    assert_array_equal(rounded, x)


def test_steps_below_half_a_grey_level_do_not_survive_rounding(rng):
    x = rng.integers(1, 255, (N, D)) / 255
    assert_array_equal(round_to_8_bits(sign_noise(x, eps=.49 / 255, rng=rng)), x)
    assert (round_to_8_bits(sign_noise(x, eps=.51 / 255, rng=rng)) != x).all()


def test_rounding_clips_to_the_range_of_a_pixel():
    assert_array_equal(round_to_8_bits([[-.3, 1.2]]), [[0., 1]])


# -- no attack modifies its arguments

ATTACKS = {
    "fgsm": lambda net, x, y, rng: fgsm(net, x, y, eps=EPS),
    "fgsm clipped": lambda net, x, y, rng: fgsm(net, x, y, eps=EPS, clip_min=0, clip_max=1),
    "fgsm l2": lambda net, x, y, rng: fgsm(net, x, y, eps=EPS, norm=2),
    "fgsm l1": lambda net, x, y, rng: fgsm(net, x, y, eps=EPS, norm=1),
    "fgsm float32": lambda net, x, y, rng: fgsm(net, x, y, eps=EPS, direction="float32"),
    "pgd": lambda net, x, y, rng: pgd(net, x, y, eps=EPS, rng=rng),
    "rotation": lambda net, x, y, rng: rotate_towards_gradient(net, x, y, angle=.3),
    "scaled gradient": lambda net, x, y, rng: scaled_gradient(net, x, y, eps=EPS),
    "sign noise": lambda net, x, y, rng: sign_noise(x, eps=EPS, rng=rng),
    "uniform noise": lambda net, x, y, rng: uniform_noise(x, eps=EPS, rng=rng),
    "8 bits": lambda net, x, y, rng: round_to_8_bits(x),
}


def test_every_attack_of_the_package_stands_above():
    called = {name for attack in ATTACKS.values() for name in attack.__code__.co_names}
    assert called >= set(attacks.__all__) - {"least_likely"}, "all but what returns labels"


@pytest.mark.parametrize("attack", ATTACKS)
def test_x_y_and_the_weights_are_not_modified(rng, attack):
    net, x = network("maxout", rng), rng.random((N, D))
    y = labels(net, rng)
    arrays = [x, y, *net.parameters().values()]
    before = [array.copy() for array in arrays]
    for array in arrays:
        array.flags.writeable = False
    x_adv = ATTACKS[attack](net, x, y, rng)
    assert not np.shares_memory(x_adv, x)
    for array, copy in zip(arrays, before):
        assert_array_equal(array, copy)
