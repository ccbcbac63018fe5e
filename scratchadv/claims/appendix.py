"""Appendix A: rubbish-class examples (an error is any class above .5 on noise)."""
from scratchadv.claims.claim import MOST_FOOLED, MOSTLY_SURE, Claim, Quantity, shown
from scratchadv.claims.rules import above, at_least, at_most, band, below, between


def _rate(key, label, paper, weaker=None):
    return Quantity(key, label, paper=paper, rule=band(paper), weaker=weaker)


def _rubbish(id, what, error, confidence, built=True):
    quantities = (_rate("rubbish_error", "error on noise", error, MOST_FOOLED),
                  _rate("rubbish_confidence", "confidence on mistakes", confidence, MOSTLY_SURE))
    return Claim(id, "appendix A", what, "P", quantities, built,
                 note="In the first epochs both numbers grow with the length of training, "
                      "which the paper does not say." if built else "")


APPENDIX = (
    _rubbish("sA.maxout_softmax", "10,000 samples of N(0, I_784): naive maxout with a softmax top.",
             98.35, 92.8),
    _rubbish("sA.maxout_sigmoid", "The same with independent sigmoids on top.", 68.0, 87.9),
    _rubbish("sA.softmax", "The same for softmax regression.", 59.8, 70.8),
    Claim(
        "sA.rbf", "appendix A",
        "The same for the RBF network: no false positives.", "P", built=True,
        quantities=(Quantity("rubbish_error", "error on noise", paper=0.0,
                             rule=at_most(0.5, "at most half a point")),)),
    Claim(
        "sA.skew", "appendix A",
        "The naive maxout's false positives are skewed: 45.3 % fives, no eights.", "P", built=True,
        quantities=(_rate("share.fives", "fives", 45.3, above(10.0, "more than their tenth")),
                    _rate("share.eights", "eights", 0.0, below(10.0, "less than their tenth"))),
        note="The share of fives is another from seed to seed, and smaller after short training."),
    _rubbish("sA.cifar",
             "1,000 samples of N(0, I_3072): convolutional maxout; 49.7 % frogs, five classes "
             "never.",
             93.4, 84.4, built=False),
    Claim(
        "sA.fooling", "appendix A, figure 5",
        "One gradient step from noise towards a class, CIFAR.", "P",
        (_rate("success.frog_truck", "frogs and trucks", 100.0),
         _rate("success.airplane", "airplanes", 24.7),
         _rate("success.mean", "mean of ten classes", 75.3)),
        note="The text says gradient, the caption of figure 5 says gradient sign."),
    Claim(
        "sA.fooling_mnist", "appendix A, figure 5",
        "The same on MNIST, which the paper does not show: one gradient sign step of eps .25 from "
        "noise towards each class, naive maxout.", "ours",
        (Quantity("success.mean", "mean of ten classes",
                  rule=at_least(50.0, "at least half"), weaker=above(10.0, "more than chance"),
                  beside=("success.before", "success.gradient"), mark="ours"),
         shown("success.lowest", "the class that is hardest to reach"),
         shown("success.highest", "the class that is easiest to reach")), built=True,
        note="Each sample of noise counts once for every class; Wilson's interval of the mean "
             "takes the counts for independent, so that it may be too narrow. The spread of the "
             "seeds is the one to trust."),
    Claim(
        "sA.trained", "appendix A",
        "A maxout network trained to 0 % error on rubbish is still fooled by one FGSM step from "
        "noise, and its clean test error is not reduced.", "P",
        (Quantity("rubbish_error", "error on noise after the training", paper=0.0,
                  rule=at_most(0.5, "at most half a point"), weaker=below(50.0, "below half"),
                  beside=("naive.rubbish_error",)),
         Quantity("step_error", "error after one FGSM step from noise",
                  rule=above(50.0, "more than half"), weaker=above(5.0, "more than a twentieth"),
                  mark="ours"),
         Quantity("clean_error", "clean error, less that of the naive network",
                  rule=between(-0.08, 0.08, "within .08 points", minus="naive.clean_error"),
                  weaker=between(-0.3, 0.3, "within .3 points", minus="naive.clean_error"),
                  beside=("clean_error", "naive.clean_error"), mark="ours")), built=True,
        note="The paper gives no eps (ours is .25), and does not say what the network was to say "
             "of noise. Ours has sigmoids on top, and every class is to be absent; with a softmax, "
             "and p to be uniform, it ends far from every class: docs/differences.md."),
)
