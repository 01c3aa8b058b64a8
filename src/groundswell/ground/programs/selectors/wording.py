"""What each number we judge by says, and its kind, in the method's order (method.md 1, 2.5, 2.6, 3.3, 3.4, 3.6)."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = tuple[str, Promise | str]

VERDICT_WORDS: dict[str, Words] = {
    "mid_ratio": ("ratio", _("Smallest difference that matters: a ratio, where lower is better")),
    "mid_smd": ("number", _("Smallest difference that matters: a standardised mean difference")),
    "mid_difference": ("number", _("Smallest difference that matters: any other estimate, in its own unit")),
    "retention": ("share", _("Share of the effect that remains at scale")),
    "level": ("share", _("Level of confidence and prediction intervals")),
    "ready_evaluations": ("count", _("Ready: independent comparative evaluations")),
    "ready_settings": ("count", _("Ready: different settings")),
    "ready_randomised": ("count", _("Ready: randomised evaluations")),
    "ready_clusters": ("count", _("Ready: clusters in all")),
    "ready_p_benefit": ("share", _("Ready: chance of benefit in a new place")),
    "ready_p_mid": ("share", _("Ready: chance of a difference that matters in a new place")),
    "ready_certainty": ("grade", _("Ready: certainty, from 1 very low to 4 high")),
    "ready_fidelity": ("share", _("Ready: watched sessions held well")),
    "ready_scalability": ("score", _("Ready: scalability score, of 100")),
    "ready_payer_months": ("months", _("Ready: months for which a payer is named")),
    "research_p_benefit": ("share", _("With research: chance of benefit, from three studies on")),
    "research_one_sided_p": ("share", _("With research: one-sided p instead, below three studies")),
    "research_certainty": ("grade", _("With research: certainty, from 1 very low to 4 high")),
    "research_scalability": ("score", _("With research: scalability score, of 100")),
    "veto_package": ("score", _("Never scaled below: score of the package, of 100")),
    "veto_completeness": ("share", _("Never scaled below: completeness of data")),
    "lapse_months": ("count", _("Months after which a verdict lapses")),
    "bias_share_one": ("share", _("Certainty falls by one above this weight of studies with high risk of bias")),
    "bias_share_two": ("share", _("Certainty falls by two above this weight of studies with high risk of bias")),
    "i2_one": ("percent", _("Inconsistency may lower certainty by one from this I² on")),
    "i2_two": ("percent", _("Inconsistency may lower certainty by two from this I² on")),
    "i2_explained": (
        "percent",
        _("A subgroup stated beforehand explains inconsistency below this residual I²"),
    ),
    "clusters_one": ("count", _("Imprecision lowers certainty by one below so many clusters")),
    "clusters_two": ("count", _("Imprecision lowers certainty by two below so many clusters")),
    "clusters_per_arm": ("count", _("Certainty is at most low below so many clusters per arm")),
    "egger_p": ("share", _("Publication bias is suspected below this p of Egger’s test")),
    "egger_studies": ("count", _("Studies from which on Egger’s test is made")),
    "large_ratio": ("ratio", _("An effect is large below this ratio")),
    "start_pre_periods": ("count", _("Periods before the start that a controlled before-after study needs")),
    "start_clusters_per_arm": ("count", _("Clusters per arm that a controlled before-after study needs")),
    "indirect_share": ("share", _("A difference from the target is major above this weight of studies")),
}

QUALITY_WORDS: dict[str, Words] = {
    "fidelity": ("text", _("Indicator of quality: watched sessions held well")),
    "coverage": ("text", _("Indicator of coverage")),
    "load": ("text", _("Indicator of load: groups per facilitator")),
    "supervision": ("text", _("Indicator of supervision: visits held of visits due")),
    "outcome": ("text", _("Indicator of the outcome")),
    "trial_effect": ("number", _("Effect of the trial, as a ratio")),
    "trial_se": ("number", _("Standard error of the logarithm of the trial’s effect")),
    "active_dose": ("share", _("Coverage below which the approach was not seen to work")),
    "tested_load": ("number", _("Groups per facilitator that the evaluation tested")),
    "margin": ("share", _("Loss against the pilot that is still fine, in points")),
    "floor_red": ("share", _("Quality below which new starts pause")),
    "floor_amber": ("share", _("Quality below which somebody looks")),
    "baseline_periods": ("count", _("Periods that fix the limits of the control chart")),
    "fdr": ("share", _("Share of false alarms accepted among units judged together")),
}

VISION_WORDS: dict[str, Words] = {
    "lead_time": ("share", _("Least share of a post that the lead has until the target")),
}

PACKAGE_WORDS: dict[str, Words] = {
    "release_score": ("score", _("Release: score of the package, of 100")),
    "test_sessions": ("count", _("Sessions that somebody new runs from the manual alone")),
    "test_fidelity": ("share", _("Share of the observed points in those sessions")),
    "most_core": ("count", _("Most core elements that a new organisation can keep to")),
    "agreement": ("kappa", _("Agreement of two raters (kappa) below which a third is asked")),
}

CONSENSUS_WORDS: dict[str, Words] = {
    "ready_index": ("index", _("Ready: support, from −100 to 100")),
    "conditional_index": ("index", _("With conditions: support, from −100 to 100")),
    "opponent_power": ("power", _("Power from which somebody who opposes holds a level back, 1 to 5")),
    "points": ("points", _("Ready: points of the ten questions, of 20")),
    "unmoved_contacts": ("times", _("Contacts after which a position that did not change is shown")),
}

POLICY_WORDS: dict[str, Words] = {
    "end_days": ("count", _("Days before its end on which a policy is shown")),
}
