"""Section 5: adversarial training of linear models against weight decay."""
from scratchadv.claims.claim import Claim, Quantity, clean_error, fgsm_error
from scratchadv.claims.rules import above, at_least, at_most, below

SECTION5 = (
    Claim(
        "s5.loss", "section 5",
        "Logistic regression at the worst point of the box has a closed form: E zeta(eps*l1norm(w) "
        "- y(w.x + b)). The printed y(eps*l1norm(w) - w.x - b) equals it for y = +1 only.",
        "P", built=True,
        quantities=(
            Quantity("closed_form.vs_fgsm",
                     "largest relative difference to the loss at the FGSM point", unit="",
                     rule=at_most(1e-9), weaker=at_most(1e-6), mark="ours"),
            Quantity("closed_form.vs_corners",
                     "largest relative difference to the maximum over all corners", unit="",
                     rule=at_most(1e-9), weaker=at_most(1e-6), mark="ours"),
            Quantity("printed.vs_corners.positive", "printed form, y = +1: the same difference",
                     unit="",
                     rule=at_most(1e-9), weaker=at_most(1e-6), mark="ours"),
            Quantity("printed.vs_corners.negative",
                     "printed form, y = -1: the same difference (the slip)", unit="",
                     rule=at_least(1e-2), weaker=above(0.0), mark="ours"),
        ),
        note="Erratum: grad_x = -y sigma(-ys) w, so the worst case carries the l1 norm outside the "
             "y."),
    Claim(
        "s5.vs_l1", "section 5",
        "The l1 term sits inside zeta: it fades once the margin is large, unlike L1 decay, and "
        "makes underfitting worse. For multiclass softmax L1 is more pessimistic still.",
        "P", built=True,
        quantities=(
            Quantity("push.ratio",
                     "push on l1norm(w), surest tenth of training examples over least sure (L1: 1)",
                     unit="", rule=at_most(0.5), weaker=below(1.0), mark="ours"),
            Quantity("adversarial.train_error", "training error, adversarial less plain",
                     rule=at_least(0.5, "at least half a point more", minus="plain.train_error"),
                     weaker=above(0.0, "more", minus="plain.train_error"),
                     beside=("plain.train_error", "adversarial.train_error"), mark="ours"),
            Quantity("softmax.pessimism",
                     "softmax: loss if every class had its own worst eta, over loss at FGSM",
                     unit="", rule=at_least(1.05), weaker=above(1.0), mark="ours"),
        )),
    Claim(
        "s5.l1_maxout", "section 5",
        "L1 decay of .0025 on a maxout network's first layer is too large: stuck above 5 % "
        "training error; smaller coefficients train but do not regularise.", "P", built=True,
        quantities=(
            Quantity("l1_0.0025.train_error", "training error at .0025", paper=5.0,
                     rule=above(5.0, "above 5 %"), weaker=above(1.0, "above 1 %")),
            Quantity("l1_0.00025.train_error", "training error at .00025",
                     rule=at_most(5.0, "it trains: at most 5 %"), mark="ours"),
            Quantity("l1_0.000025.train_error", "training error at .000025",
                     rule=at_most(5.0, "it trains: at most 5 %"), mark="ours"),
            Quantity("l1_0.00025.clean_error", "clean error at .00025, less without L1",
                     rule=at_least(-0.1, "at most .1 points lower", minus="plain.clean_error"),
                     weaker=at_least(-0.3, "at most .3 points lower", minus="plain.clean_error"),
                     beside=("l1_0.00025.clean_error", "plain.clean_error"), mark="ours"),
            Quantity("l1_0.000025.clean_error", "clean error at .000025, less without L1",
                     rule=at_least(-0.1, "at most .1 points lower", minus="plain.clean_error"),
                     weaker=at_least(-0.3, "at most .3 points lower", minus="plain.clean_error"),
                     beside=("l1_0.000025.clean_error",), mark="ours"),
            Quantity("adversarial.train_error", "training error, trained on J~ at eps .25",
                     rule=at_most(5.0, "it trains: at most 5 %"),
                     beside=("adversarial.clean_error",), mark="ours")),
        note="How L1 is normalised is unsaid; pylearn2 takes coefficient * sum of abs weights "
             "beside a mean loss. All train for the same few epochs, thirty at the paper profile, "
             "and at .0025 the error still falls when they end: that it is stuck is not shown. Nor "
             "does J~ lower the clean error within these few epochs; that it does after full "
             "training is s6.240's claim."),
    Claim(
        "fig2.logistic", "figure 2",
        "Logistic regression, MNIST 3 against 7, eps .25: FGSM is exact here.", "P",
        built=True,
        quantities=(clean_error("clean error", 1.6,
                                weaker=at_most(3.2, "at most twice the paper's")),
                    fgsm_error("FGSM error, eps .25", 99.0),
                    Quantity("confidence.float32", "confidence on mistakes",
                             beside=("confidence.exact",),
                             mark="ours")),
        note="The clean error moves with regularisation and stopping, which the paper does not "
             "say; one digit of the 2,038 is .05 points."),
)
