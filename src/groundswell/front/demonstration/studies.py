"""Six published trials of women's groups, as their abstracts and tables print them.

Numbers only as far as they were seen in the sources; what was not seen is left out. Risk of bias was not appraised for
the demonstration and says so.
"""

from __future__ import annotations

from groundswell.domain.evidence.study import (
    Allocation,
    Arm,
    BiasDomain,
    Design,
    Measure,
    Reported,
    Risk,
    RiskOfBias,
    Study,
)

OUTCOME = "newborn deaths within 28 days"
WORDS_IN_LANGUAGES = {
    "outcome_names": {"en": OUTCOME, "fr": "décès de nouveau-nés avant 28 jours", "ar": "وفيات المواليد خلال 28 يومًا"},
    "better_names": {"en": "fewer deaths", "fr": "moins de décès", "ar": "وفيات أقل"},
    "worse_names": {"en": "more deaths", "fr": "plus de décès", "ar": "وفيات أكثر"},
}
NOT_APPRAISED = tuple(
    RiskOfBias(domain, Risk.UNCLEAR, "Not appraised for the demonstration.") for domain in (BiasDomain.ALLOCATION,)
)


def trial(name: str, title: str, reported: Reported, arms: tuple[Arm, Arm], **more: object) -> Study:
    """A cluster-randomised trial of newborn deaths, with what all six share."""
    shared: dict[str, object] = {
        "outcome": OUTCOME,
        "design": Design.CLUSTER_RANDOMISED,
        "measure": Measure.OR,
        "allocation": Allocation.CLUSTER,
        "clusters_respected": True,
        "risk_of_bias": NOT_APPRAISED,
        "context": "rural",
    }
    return Study(id=name, title=title, reported=reported, treated=arms[0], control=arms[1], **(shared | more))  # type: ignore[arg-type]


PUBLISHED: tuple[Study, ...] = (
    trial(
        "Nepal, Makwanpur 2004",
        "Effect of a participatory intervention with women's groups on birth outcomes in Nepal",
        Reported(0.70, 0.53, 0.94),
        (Arm(clusters=12, people=2899, events=76), Arm(clusters=12, people=3226, events=119)),
        country="Nepal", setting="Makwanpur", year=2004, dose_coverage=0.08, dose_meetings=10,
        allocation_unit="village development committee, matched in pairs", adjusted_for=("pairs", "baseline",),
        source="Manandhar and others, Lancet 2004", analysis_population="live births 2001–03",
    ),
    trial(
        "India, Jharkhand 2010",
        "Effect of a participatory intervention with women's groups in Jharkhand and Orissa (Ekjut)",
        Reported(0.68, 0.59, 0.78),
        (Arm(clusters=18), Arm(clusters=18)),
        country="India", setting="Jharkhand and Orissa", year=2010, follow_up_months=36,
        allocation_unit="cluster of villages", adjusted_for=("baseline", "clustering",),
        source="Tripathy and others, Lancet 2010", analysis_population="19,030 births in three years",
    ),
    trial(
        "India, Mumbai 2012, towns",
        "Community mobilisation in Mumbai slums to improve perinatal care and outcomes",
        Reported(1.48, 1.06, 2.08),
        (Arm(clusters=24), Arm(clusters=24)),
        country="India", setting="Mumbai", year=2012, context="urban slum", allocation_unit="slum settlement",
        source="Shah More and others, PLoS Medicine 2012", analysis_population="18,197 births",
    ),
    trial(
        "Malawi, Mchinji 2013",
        "Effect of women's groups and volunteer peer counselling in rural Malawi (MaiMwana)",
        Reported(0.85, 0.59, 1.22),
        (Arm(clusters=24), Arm(clusters=24)),
        country="Malawi", setting="Mchinji", year=2013, dose_meetings=20, allocation_unit="zone of some 3,000 people",
        adjusted_for=("parity", "education", "wealth", "years 2 and 3",), source="Lewycka and others, Lancet 2013",
        analysis_population="26,262 births in all arms",
    ),
    trial(
        "Bangladesh 2013",
        "The effect of increased coverage of participatory women's groups on neonatal mortality in Bangladesh",
        Reported(0.62, 0.43, 0.89),
        (Arm(clusters=9), Arm(clusters=9)),
        country="Bangladesh", setting="rural unions", year=2013, measure=Measure.RR,
        dose_coverage=0.34,
        allocation_unit="union", source="Fottrell and others, JAMA Pediatrics 2013",
        analysis_population="19,301 births, last 24 months",
    ),
    trial(
        "India, health workers 2016",
        "Effect of participatory women's groups facilitated by Accredited Social Health Activists",
        Reported(0.69, 0.53, 0.89),
        (Arm(clusters=15, people=3700), Arm(clusters=15, people=3519)),
        country="India", setting="Jharkhand and Odisha, five districts", year=2016,
        cadre="community health workers of the state",
        package_version="3.1", allocation_unit="cluster of villages",
        adjusted_for=("clustering", "district", "baseline"),
        source="Tripathy and others, Lancet Global Health 2016", analysis_population="live births in two years",
    ),
)  # fmt: skip
"""The trials; ``package_version`` of the last names the demonstration's own version, which follows its manual."""

KNOWN_NOT_ENTERED: tuple[tuple[str, str], ...] = (
    ("Bangladesh 2010", "Reported as no effect with 1 group per 1,414 people; deaths and interval were not at hand."),
    (
        "Malawi, MaiKhanda 2013",
        "Groups and quality improvement together; the estimate of groups alone was not seen.",
    ),
)
