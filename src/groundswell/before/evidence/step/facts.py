"""What is recorded of one study, in groups of term and words; what is not recorded is said so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from groundswell.before.evidence.models.studies import ALLOCATIONS, BIAS_DOMAINS, RISKS
from groundswell.before.evidence.step.figures import design_words
from groundswell.before.evidence.step.words import measure_words
from groundswell.domain.evidence.study import Arm, Study
from groundswell.kit.style import drawing_style, written


@dataclass(frozen=True)
class Group:
    """Facts under one heading, and the names of those not recorded."""

    title: str
    items: tuple[tuple[str, str], ...]
    missing: str = ""


def fact_groups(study: Study) -> list[Group]:
    """Everything recorded of a study."""
    return [
        grouped(_("How it compared"), conduct(study)),
        grouped(_("What it reported"), result(study)),
        grouped(_("How the approach was carried out"), approach(study)),
        grouped(_("Where it may be biased"), bias(study)),
        grouped(_("Who paid, who evaluated"), trust(study)),
    ]


def grouped(title: str, items: tuple[tuple[str, str], ...]) -> Group:
    """What is recorded as it is, what is not in one line."""
    nothing = said(None)
    missing = ", ".join(term.lower() for term, words in items if words == nothing)
    return Group(title, tuple(item for item in items if item[1] != nothing), missing)


def said(value: Any) -> str:
    """A word or number, or that it is not recorded."""
    if value is None or value == "":
        return _("not recorded")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int | float):
        return written(value, 0 if value == int(value) else 3)
    return str(value)


def share_said(value: float | None) -> str:
    """A share as per cent, or that it is not recorded."""
    return said(None) if value is None else drawing_style().percent(value)


def conduct(study: Study) -> tuple[tuple[str, str], ...]:
    """Design, allocation, size."""
    return (
        (_("Design"), design_words(study)),
        (_("Allocated"), str(dict(ALLOCATIONS)[study.allocation.value])),
        (_("Allocated unit"), said(study.allocation_unit)),
        (_("With the approach"), arm_said(study.treated)),
        (_("Without"), arm_said(study.control)),
        (_("Who was analysed"), said(study.analysis_population)),
        (_("Months of follow-up"), said(study.follow_up_months)),
        (_("Place"), ", ".join(word for word in (study.setting, study.country) if word) or said(None)),
        (_("Context"), said(study.context)),
    )


def arm_said(arm: Arm) -> str:
    """What one arm held: clusters, people, events or mean."""
    pieces = []
    if arm.clusters is not None:
        pieces.append(_("%(n)s clusters") % {"n": written(arm.clusters)})
    if arm.events is not None and arm.people is not None:
        pieces.append(
            _("%(events)s of %(people)s people") % {"events": said(arm.events), "people": written(arm.people)}
        )
    elif arm.people is not None:
        pieces.append(_("%(people)s people") % {"people": written(arm.people)})
    if arm.mean is not None:
        pieces.append(_("mean %(mean)s, standard deviation %(sd)s") % {"mean": said(arm.mean), "sd": said(arm.sd)})
    return ", ".join(pieces) or said(None)


def result(study: Study) -> tuple[tuple[str, str], ...]:
    """The printed result."""
    printed, style = study.reported, drawing_style()
    interval = said(None)
    if printed:
        interval = _("%(estimate)s (%(level)s interval %(span)s)") % {
            "estimate": style.number(printed.estimate, 2),
            "level": style.percent(printed.level),
            "span": style.span(printed.lower, printed.upper, 2),
        }
    return (
        (_("Outcome"), said(study.outcome)),
        (_("Measure"), measure_words(study.measure)),
        (_("As printed"), interval),
        (_("Degrees of freedom of the interval"), said(printed.df) if printed and printed.df else _("normal quantile")),
        (_("The interval allows for the clusters"), said(study.clusters_respected)),
        (_("Adjusted for"), ", ".join(study.adjusted_for) or said(None)),
        (_("Intra-cluster correlation"), said(study.icc)),
        (_("Design effect"), said(study.design_effect)),
    )


def approach(study: Study) -> tuple[tuple[str, str], ...]:
    """Who did what, how much of it."""
    return (
        (_("Who facilitated"), said(study.cadre)),
        (_("Version of the package"), said(study.package_version)),
        (_("Meetings offered per group"), said(study.dose_meetings)),
        (_("Share of the target group that took part"), share_said(study.dose_coverage)),
        (_("Share of sessions held well"), share_said(study.fidelity)),
    )


def bias(study: Study) -> tuple[tuple[str, str], ...]:
    """The judged domains, in words."""
    domains, risks = dict(BIAS_DOMAINS), dict(RISKS)
    judged = tuple(
        (str(domains[entry.domain.value]), f"{risks[entry.risk.value]}. {entry.because}".strip())
        for entry in study.risk_of_bias
    )
    return judged or ((_("Risk of bias"), _("not judged; it counts as high")),)


def trust(study: Study) -> tuple[tuple[str, str], ...]:
    """Registration, funder, independence, source."""
    return (
        (_("Registered before its results"), said(study.registered)),
        (_("Register and number"), said(study.registration)),
        (_("Evaluators independent"), said(study.independent)),
        (_("Funder"), said(study.funder)),
        (_("Source"), said(study.source)),
        (_("Notes"), said(study.notes)),
    )
