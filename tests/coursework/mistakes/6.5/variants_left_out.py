# task: 6.5
# mistake: keys missing

import numpy as np

CLAIM = "fig2.logistic"


def experiment(lab):
    x, y = lab.threes_and_sevens()
    x_adv = x + .25 * np.sign(lab.logistic.float32_direction(x, y))
    p = lab.logistic.probabilities(x_adv)
    wrong = lab.logistic.predict(x_adv) != y
    return {"clean_error": np.mean(lab.logistic.predict(x) != y),
            "error.float32": wrong.mean(),
            "confidence.float32": np.maximum(p, 1 - p)[wrong].mean()}
