# task: 6.3
# mistake: no name

import numpy as np


def choose(lab):
    x, y = lab.valid()
    i = int(np.argmin([(lab.predict(name, x) != y).mean() for name in lab.names]))
    x, y = lab.test()
    return i, (lab.predict(lab.names[i], x) != y).mean()
