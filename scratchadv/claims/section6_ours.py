"""Section 6, ours: adversarial training by the exact sign instead of the paper's arithmetic."""
from scratchadv.claims.claim import Claim, Quantity, shown
from scratchadv.claims.rules import above, below

SECTION6_OURS = (
    Claim(
        "s6.exact_probe", "section 6",
        "Trained on examples made with the exact sign, the network resists the exact sign better "
        "than one trained in single precision, and single precision less well.", "ours",
        built=True,
        quantities=(
            Quantity("exact_probe.error.exact", "error by the exact sign, less that of the network "
                     "trained in single precision",
                     rule=below(0.0, "lower", minus="float32_probe.error.exact"),
                     beside=tuple(f"{net}.error.exact{variant}"
                                  for net in ("exact_probe", "float32_probe")
                                  for variant in ("", ".predicted", ".clipped")), mark="ours"),
            Quantity("exact_probe.error.float32", "error in single precision, less that of the "
                     "network trained in it",
                     rule=above(0.0, "higher", minus="float32_probe.error.float32"),
                     beside=("exact_probe.error.float32", "float32_probe.error.float32",
                             "exact_probe.error.exact", "exact_probe.error.float32.clipped",
                             "float32_probe.error.float32.clipped"), mark="ours"),
            shown("exact_probe.clean_error", "clean error, trained by the exact sign"),
            shown("float32_probe.clean_error", "clean error, trained in single precision"),
            shown("exact_probe.confidence.float32",
                  "confidence on mistakes, trained by the exact sign"),
            shown("exact_probe.error.pgd20", "PGD-20 error, trained by the exact sign"),
            shown("float32_probe.error.pgd20", "PGD-20 error, trained in single precision")),
        note="The attack of both is made without dropout, and both terms are under the same masks. "
             "Where networks are not yet sure, in short training, the two should be alike."),
)
