"""The paper's claims, and the rules that judge them.

A key of a results file's "measured" is built as [subject.]measure[.variant]:
  subject    whose number, where a claim speaks of several: naive, adversarial, maxout, softmax, ...
  measure    error, confidence (mean max-probability on the mistakes), confidence_all, clean_error
  variant    float32  FGSM in the paper's single-precision arithmetic, x not clipped, y true: judged
             exact    the same with the exact sign: ours, shown beside
             float32.clipped, exact.clipped      x~ clipped to [0, 1]
             float32.predicted, exact.predicted  the attack used the predicted label
             pgd20    PGD with 20 steps at the same eps, exact sign
Rates (unit "%") are stored as fractions and judged in percent, as the paper prints them.
"""
from scratchadv.claims.appendix import APPENDIX
from scratchadv.claims.claim import MARKS, Claim, Quantity
from scratchadv.claims.judge import (
    DIFFERS, DIRECTION, NOT_BUILT, NOT_RUN, REPRODUCED, SHOWN, VERDICTS, Judged, Measured, Verdict,
    verdict,
)
from scratchadv.claims.rules import Rule, band, clean_band
from scratchadv.claims.section3_4 import SECTION3, SECTION4
from scratchadv.claims.section5 import SECTION5
from scratchadv.claims.section6 import SECTION6
from scratchadv.claims.section6_controls import SECTION6_CONTROLS
from scratchadv.claims.section6_ours import SECTION6_OURS
from scratchadv.claims.section7_9 import SECTION7, SECTION8, SECTION9

SECTIONS = {
    "Section 3: the linear explanation": SECTION3,
    "Section 4: FGSM on nonlinear models": SECTION4,
    "Section 5: linear models against weight decay": SECTION5,
    "Section 6: adversarial training of deep networks":
        SECTION6 + SECTION6_CONTROLS + SECTION6_OURS,
    "Section 7: RBF networks": SECTION7,
    "Section 8: why adversarial examples generalise": SECTION8,
    "Section 9: alternative hypotheses": SECTION9,
    "Appendix A: rubbish class": APPENDIX,
}
CLAIMS = {claim.id: claim for claims in SECTIONS.values() for claim in claims}

__all__ = [
    "CLAIMS", "SECTIONS", "MARKS", "VERDICTS", "REPRODUCED", "DIRECTION", "DIFFERS", "NOT_RUN",
    "NOT_BUILT", "SHOWN", "Claim", "Quantity", "Rule", "Judged", "Measured", "Verdict", "band",
    "clean_band", "verdict",
]
