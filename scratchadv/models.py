"""The paper's models by name. Each returns a Network; weights are drawn from `rng`.

A matrix W (D, M) is a view of memory laid out (M, D): the incoming weights of a unit, or of a
single linear piece, are one row in memory, which is what max norm and the kernels work on.

D = n_inputs, C = n_classes. ValueError: a size that is no whole number of at least 1 (C: 2), an
init below 0, another top, activation or dtype, an rng that is no Generator.
"""
import numpy as np

from scratchadv import checks, files, losses, memory
from scratchadv.layers import activations, affine, maxout, rbf
from scratchadv.network import Dropout, Layer, Network


def logistic_regression(n_inputs, *, rng, init=.005, dtype=np.float32):
    """P(y=+1 | x) = sigma(w'x + b), y in {-1, +1}.  [sec. 5]

    layer0.W is w, (D, 1). Weights U(-init, init), b = 0.
    """
    D, init = checks.check_count(n_inputs, "n_inputs"), checks.check_number(init, "init", low=0)
    rng, dtype = checks.check_rng(rng), checks.check_dtype(dtype)
    layers = [_affine(rng, D, 1, init, dtype),
              Layer("column", affine.column_forward, affine.column_backward)]
    return Network(layers, losses.LOGISTIC, n_inputs=D, n_classes=None,
                   spec=_spec("logistic_regression", n_inputs=D, dtype=dtype.name))


def softmax_regression(n_inputs=784, n_classes=10, *, rng, init=.005, dropout=False,
                       dtype=np.float32):
    """p = softmax(x W + b), the paper's "shallow softmax".  [sec. 4]

    Weights U(-init, init), b = 0. dropout: inputs kept with .5 and scaled by 2, which is pylearn2's
    default for the input of any layer.
    """
    D, init = checks.check_count(n_inputs, "n_inputs"), checks.check_number(init, "init", low=0)
    C = checks.check_count(n_classes, "n_classes", low=2)
    rng, dtype = checks.check_rng(rng), checks.check_dtype(dtype)
    dropout = checks.check_flag(dropout, "dropout")
    layers = [Dropout(D, keep=.5, scale=2)] if dropout else []
    layers.append(_affine(rng, D, C, init, dtype))
    return Network(layers, losses.SOFTMAX, n_inputs=D, n_classes=C,
                   spec=_spec("softmax_regression", n_inputs=D, n_classes=C, dropout=dropout,
                              dtype=dtype.name))


def maxout_network(n_inputs=784, units=(240, 240), pieces=5, n_classes=10, *, rng, init=.005,
                   top="softmax", dtype=np.float32):
    """The paper's network: maxout layers with dropout and an affine top.  [sec. 4, 6]

    By the recipe of pylearn2. Weights U(-init, init), biases 0. Dropout: inputs kept with .8 and
    not rescaled, hidden units kept with .5 and scaled by 2. top: "softmax" or "sigmoids".
    """
    rng, dtype, D, C, top = _check_net(rng, dtype, n_inputs, n_classes, top)
    init = checks.check_number(init, "init", low=0)
    units = _check_units(units)
    K = checks.check_count(pieces, "pieces")
    layers, width = [Dropout(D, keep=.8, scale=1)], D
    for M in units:
        layers += [_maxout(rng, width, M, K, init, dtype), Dropout(M, keep=.5, scale=2)]
        width = M
    layers.append(_affine(rng, width, C, init, dtype))
    spec = _spec("maxout_network", n_inputs=D, units=units, pieces=K, n_classes=C, top=top,
                 dtype=dtype.name)
    return Network(layers, losses.LOSSES[top], n_inputs=D, n_classes=C, spec=spec)


def rbf_network(n_inputs=784, n_classes=10, *, rng, centres=None, log_beta=-3.5, dtype=np.float32):
    """One detector a class, p_c = exp(-(x - mu_c)' diag(beta_c) (x - mu_c)).  [sec. 7, E6]

    centres: (C, D), such as the mean digit of each class; None draws them from U(0, 1).
    log_beta: the initial value of every log precision (ours: the paper does not say).
    """
    D = checks.check_count(n_inputs, "n_inputs")
    C = checks.check_count(n_classes, "n_classes", low=2)
    rng, dtype = checks.check_rng(rng), checks.check_dtype(dtype)
    mu = rng.random((C, D)) if centres is None else checks.check_inputs(centres, D, "centres")
    if len(mu) != C:
        raise ValueError(f"centres must have shape ({C}, {D}), one row a class, got {mu.shape}")
    return Network([_rbf(mu, log_beta, dtype)], losses.RBF, n_inputs=D, n_classes=C,
                   spec=_spec("rbf_network", n_inputs=D, n_classes=C, dtype=dtype.name))


def deep_rbf_network(n_inputs=784, units=50, n_classes=10, *, rng, centres=None, log_beta=-4,
                     top_log_beta=1, dtype=np.float32):
    """RBF units h_m = exp(q_m), and on h the detectors of rbf_network: a "deep RBF".  [sec. 7]

    centres: (M, D) of the hidden units, such as digits; None draws them from U(0, 1). Those of the
    top are drawn from U(0, 1), where h lies. log_beta, top_log_beta: the initial log precisions of
    either layer. Far from every centre h is 0, and with it grad_x. (All ours: the paper
    says no more than that such models had a high training error with SGD.)
    """
    D, M = checks.check_count(n_inputs, "n_inputs"), checks.check_count(units, "units")
    C = checks.check_count(n_classes, "n_classes", low=2)
    rng, dtype = checks.check_rng(rng), checks.check_dtype(dtype)
    mu = rng.random((M, D)) if centres is None else checks.check_inputs(centres, D, "centres")
    if len(mu) != M:
        raise ValueError(f"centres must have shape ({M}, {D}), one row a unit, got {mu.shape}")
    layers = [_rbf(mu, log_beta, dtype), _activation("exp"),
              _rbf(rng.random((C, M)), top_log_beta, dtype, name="top_log_beta")]
    return Network(layers, losses.RBF, n_inputs=D, n_classes=C,
                   spec=_spec("deep_rbf_network", n_inputs=D, units=M, n_classes=C,
                              dtype=dtype.name))


def mlp(n_inputs=784, units=(240, 240), n_classes=10, *, rng, activation="relu", init=None,
        top="softmax", dtype=np.float32):
    """Affine layers and an elementwise activation, "relu" or "sigmoid", without dropout.

    Weights U(-init, init) with init = sqrt(6 / (D + M)) for each layer unless given (Glorot and
    Bengio 2010).
    """
    rng, dtype, D, C, top = _check_net(rng, dtype, n_inputs, n_classes, top)
    init = init if init is None else checks.check_number(init, "init", low=0)
    units = _check_units(units)
    checks.check_choice(activation, "activation", ("relu", "sigmoid"))
    layers, width = [], D
    for M in units:
        layers += [_affine(rng, width, M, init, dtype), _activation(activation)]
        width = M
    layers.append(_affine(rng, width, C, init, dtype))
    spec = _spec("mlp", n_inputs=D, units=units, n_classes=C, activation=activation, top=top,
                 dtype=dtype.name)
    return Network(layers, losses.LOSSES[top], n_inputs=D, n_classes=C, spec=spec)


MODELS = {f.__name__: f for f in (logistic_regression, softmax_regression, maxout_network,
                                  rbf_network, deep_rbf_network, mlp)}


def load(path):
    """The network that `net.save(path)` wrote.  ValueError naming the file where it is not one."""
    arrays, spec = files.load_arrays(path, kind="network")
    try:
        net = MODELS[spec["model"]](**spec["arguments"], rng=np.random.default_rng(0))
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{path} holds no model of ours: {error}") from error
    assign(net, arrays, path)
    return net


def assign(net, arrays, source):
    """Copy {name: array} into the parameters of net, in place.

    ValueError naming `source`: names, shapes or dtypes that do not fit; values not finite.
    """
    parameters = net.parameters()
    wanted = {name: (array.shape, array.dtype) for name, array in parameters.items()}
    found = {name: (array.shape, array.dtype) for name, array in arrays.items()}
    if wanted != found:
        odd = sorted(name for name in wanted.keys() | found.keys()
                     if wanted.get(name) != found.get(name))[0]
        raise ValueError(f"{source} does not fit its model: {odd} must be {wanted.get(odd)}, "
                         f"got {found.get(odd)}")
    for name, array in arrays.items():
        if not np.isfinite(array).all():
            raise ValueError(f"{source} holds NaN or infinite values in {name}")
    for name, array in arrays.items():
        parameters[name][...] = array


# -- building blocks

def _uniform(rng, D, outputs, init, dtype):
    """U(-init, init) of shape (D, *outputs), a view of memory laid out (*outputs, D)."""
    W = memory.empty((*outputs, D), dtype)
    W[...] = rng.uniform(-init, init, W.shape)
    return np.moveaxis(W, -1, 0)


def _affine(rng, D, M, init, dtype):
    init = np.sqrt(6 / (D + M)) if init is None else init
    theta = {"W": _uniform(rng, D, (M,), init, dtype), "b": np.zeros(M, dtype)}
    return Layer("affine", affine.affine_forward, affine.affine_backward,
                 grad_x=affine.affine_grad_x, along=affine.affine_along, theta=theta)


def _maxout(rng, D, M, K, init, dtype):
    theta = {"W": _uniform(rng, D, (M, K), init, dtype), "b": np.zeros((M, K), dtype)}
    return Layer("maxout", maxout.maxout_forward, maxout.maxout_backward,
                 grad_x=maxout.maxout_grad_x, along=maxout.maxout_along, theta=theta)


def _rbf(mu, log_beta, dtype, *, name="log_beta"):
    theta = {"mu": mu.astype(dtype),
             "log_beta": np.full(mu.shape, checks.check_number(log_beta, name), dtype)}
    return Layer("rbf", rbf.rbf_forward, rbf.rbf_backward, grad_x=rbf.rbf_grad_x, theta=theta)


ACTIVATIONS = {"relu": (activations.relu_forward, activations.relu_backward),
               "sigmoid": (activations.sigmoid_forward, activations.sigmoid_backward),
               "exp": (activations.exp_forward, activations.exp_backward)}


def _activation(name):
    return Layer(name, *ACTIVATIONS[name])


def _check_units(units):
    return [checks.check_count(M, "units") for M in np.atleast_1d(np.asarray(units, dtype=object))]


def _check_net(rng, dtype, n_inputs, n_classes, top):
    return (checks.check_rng(rng), checks.check_dtype(dtype),
            checks.check_count(n_inputs, "n_inputs"),
            checks.check_count(n_classes, "n_classes", low=2),
            checks.check_choice(top, "top", ("softmax", "sigmoids")))


def _spec(model, **arguments):
    return {"model": model, "arguments": arguments}
