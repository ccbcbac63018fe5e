"""Sections 3 and 4: the linear explanation, and FGSM on nonlinear models."""
from scratchadv.claims.claim import (
    Claim, Quantity, clean_error, fgsm_confidence, fgsm_error, shown,
)
from scratchadv.claims.rules import above, at_least, at_most, band, below

SECTION3 = (
    Claim(
        "s3.growth", "section 3",
        "Under max norm eps the best perturbation of a linear score is eps*sign(w); the score "
        "grows by eps*m*n, linearly in the dimension n, while the max norm of eta does not grow.",
        "P", built=True,
        quantities=(
            Quantity("growth.relative_error", "largest |growth - eps m n| / (eps m n) over all n",
                     unit="",
                     rule=at_most(1e-6), weaker=at_most(1e-3), mark="ours"),
            Quantity("max_norm.relative_error", "largest | maxnorm(eta) - eps | / eps over all n",
                     unit="",
                     rule=at_most(1e-6), weaker=at_most(1e-3), mark="ours"),
            shown("growth.exponent", "exponent of the growth in n as trained, m falling", unit=""),
        ),
        note="The paper prints eta = sign(w), the eps missing. Measured as a difference of scores "
             "in float64. The identity holds for any w; in the trained networks m falls as n "
             "grows, so the growth itself rises far more slowly than n: it is linear at fixed m."),
    Claim(
        "s3.dimension", "section 3",
        "A linear model has adversarial examples once its input has enough dimensions: same eps, "
        "same m, same margin, larger n, more fooled. An 8-bit sensor discards what is below its "
        "precision.",
        "P", built=True,
        quantities=(
            Quantity("fooled.smallest_step",
                     "smallest change of the fooled share from one n to the next", unit="points",
                     rule=at_least(0.0, "never falls"),
                     weaker=at_least(-2.0, "never falls by more than 2 points"),
                     mark="ours"),
            Quantity("fooled.rise",
                     "fooled share at the largest n less that at the smallest", unit="points",
                     rule=at_least(50.0, "rises by at least 50 points"), weaker=above(0.0, "rises"),
                     mark="ours"),
            Quantity("fooled.rounded_to_8_bits",
                     "predictions changed by an eps below half an 8-bit step, rounded",
                     rule=at_most(0.0, "none"), weaker=at_most(1.0, "at most 1 %"), mark="ours"),
            shown("as_trained.rise", "the same rise with every network's own m and margins",
                  unit="points"),
        ),
        note="With m and the margins held, what is measured is mathematics: the share of digits "
             "whose |s| is below eps m n; and grey levels moved by less than half a step round "
             "back to themselves. Training shrinks m as n grows; the last row has the networks as "
             "they are."),
)

SECTION4 = (
    Claim(
        "s4.softmax", "section 4",
        "FGSM at eps .25 on a shallow softmax classifier, MNIST test set.", "P", built=True,
        quantities=(fgsm_error("FGSM error, eps .25", 99.9),
                    fgsm_confidence("confidence on mistakes", 79.3),
                    clean_error("clean error"),
                    shown("zero_directions.float32",
                          "share of zero input gradients in single precision")),
        note="By plain SGD confidence grows with the length of training, which the paper does not "
             "say; where max norm bounds the weights it hardly does."),
    Claim(
        "s4.maxout", "section 4",
        "The same on a maxout network.", "P", built=True,
        quantities=(fgsm_error("FGSM error, eps .25", 89.4),
                    fgsm_confidence("confidence on mistakes", 97.6),
                    clean_error("clean error"),
                    shown("zero_directions.float32",
                          "share of zero input gradients in single precision")),
        note="Both numbers move with the length of training, which the paper does not say, and "
             "with the arithmetic of the attack: see s4.precision."),
    Claim(
        "s4.cifar", "section 4",
        "FGSM at eps .1 on a convolutional maxout network, preprocessed CIFAR-10.", "P",
        quantities=(fgsm_error("FGSM error, eps .1", 87.15),
                    fgsm_confidence("average probability on the wrong labels", 96.6))),
    Claim(
        "s4.rotation", "section 4",
        "Rotating x by a small angle towards the gradient also reliably fools.", "P",
        built=True,
        quantities=(
            Quantity("error.float32", "error after a rotation by 15 degrees",
                     rule=above(50.0, "more than half are misclassified"),
                     weaker=above(25.0, "more than a quarter are misclassified"),
                     beside=("error.exact",), mark="ours"),
            Quantity("step.l2_share",
                     "its l2 length as a share of FGSM's, along the exact gradient", unit="",
                     rule=below(0.5, "less than half of FGSM's"),
                     weaker=below(1.0, "shorter than FGSM's"),
                     mark="ours"),
        ),
        note="The paper gives no angle. After full training fewer than half are misclassified at "
             "ten degrees in single precision, more than half along the exact gradient: see the "
             "figure."),
    Claim(
        "s4.precision", "section 4, ours",
        "FGSM figures of a confident network are partly rounding, and so perhaps are the paper's: "
        "single precision rounds p_y to 1, the label's entry of p - onehot(y) to 0, and the step "
        "no longer pushes the right class down.",
        "ours", built=True,
        quantities=(
            Quantity("maxout.error.exact", "maxout: FGSM error, eps .25",
                     rule=at_least(98.5, "exact sign: at least 98.5 %"),
                     weaker=above(95.0, "exact sign: above 95 %"),
                     beside=("maxout.error.float32",), mark="ours"),
            Quantity("maxout.error.exact", "maxout: exact less single precision",
                     rule=at_least(2.0, "at least 2 points more than in single precision",
                                   minus="maxout.error.float32"),
                     weaker=above(0.0, "more than in single precision",
                                  minus="maxout.error.float32"), mark="ours"),
            Quantity("maxout.wrong_signs.confident",
                     "pixels with a wrong or zero sign in single precision, logit gap at least 15; "
                     "beside: gap below 5",
                     rule=at_least(1.0, "at least 1 point more than at gaps below 5",
                                   minus="maxout.wrong_signs.unsure"),
                     weaker=above(0.0, "more than at gaps below 5",
                                  minus="maxout.wrong_signs.unsure"),
                     beside=("maxout.wrong_signs.unsure",), mark="ours"),
            *(Quantity(f"{model}.error.exact", f"{model}: FGSM error, eps .25",
                       beside=(f"{model}.error.float32",), mark="ours")
              for model in ("logistic", "softmax", "adversarial", "rbf")),
        )),
    Claim(
        "s4.eps_curves", "section 4, ours",
        "Error against eps for every model. A targeted step hits the chosen class less often than "
        "the untargeted one fools.",
        "L", built=True,
        quantities=(
            Quantity("maxout.targeted_success.exact",
                     "maxout, eps .25: targeted success less untargeted error",
                     rule=at_most(-20.0, "at least 20 points lower", minus="maxout.error.exact"),
                     weaker=below(0.0, "lower", minus="maxout.error.exact"),
                     beside=("maxout.error.exact", "maxout.error.float32"), mark="ours"),
        )),
    Claim(
        "fig1.panda", "figure 1",
        "GoogLeNet on ImageNet, eps .007: panda 57.7 % becomes gibbon 99.3 %; the sign image alone "
        "is a nematode, 8.2 %.", "P",
        quantities=(Quantity("confidence.before", "panda, before", paper=57.7, rule=band(57.7)),
                    Quantity("confidence.after", "gibbon, after", paper=99.3, rule=band(99.3)),
                    Quantity("confidence.sign_image", "nematode, sign image", paper=8.2,
                             rule=band(8.2)))),
)
