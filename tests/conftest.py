import gzip

import numpy as np
import pytest
from idx_files import idx_bytes

from scratchadv.datasets import IDX_FILES


@pytest.fixture
def rng():
    return np.random.default_rng(0)


@pytest.fixture
def idx_arrays(rng):
    """Four arrays, in the order of IDX_FILES."""
    return [rng.integers(0, 256, (6, 5, 3)), rng.integers(0, 10, 6),
            rng.integers(0, 256, (4, 5, 3)), rng.integers(0, 10, 4)]


@pytest.fixture
def idx_folder(tmp_path, idx_arrays):
    """A small MNIST-like folder: two files plain, two gzipped."""
    for name, array, gzipped in zip(IDX_FILES, idx_arrays, (True, False, False, True)):
        content = idx_bytes(array)
        if gzipped:
            (tmp_path / f"{name}.gz").write_bytes(gzip.compress(content))
        else:
            (tmp_path / name).write_bytes(content)
    return tmp_path
