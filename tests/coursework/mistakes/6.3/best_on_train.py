# task: 6.3
# mistake: chosen by other digits

import numpy as np


def choose(lab):
    x, y = lab.train()
    errors = [np.mean(lab.predict(n, x) != y) for n in lab.names]
    name = lab.names[int(np.argmin(errors))]
    x, y = lab.test()
    return name, np.mean(lab.predict(name, x) != y)
