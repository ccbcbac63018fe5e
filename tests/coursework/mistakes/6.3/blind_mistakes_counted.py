# task: 6.3
# mistake: number for a share | count for a share | mean forgotten
# author: blind
import numpy as np


def choose(lab):
    x, y = lab.valid()
    mistakes = [np.sum(lab.predict(name, x) != y) for name in lab.names]
    best = lab.names[int(np.argmin(mistakes))]
    x, y = lab.test()
    return best, np.sum(lab.predict(best, x) != y)
