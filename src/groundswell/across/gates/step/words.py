"""Each condition of the verdict in plain words: what is asked, what was found, where it can be changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.across.gates.selectors import Replay
from groundswell.before.evidence.step.words import grade_words, measure_words
from groundswell.domain.evidence.certainty import Grade
from groundswell.domain.evidence.readiness import deficit_of_the_poorest, distinct, doubled_or_too_narrow
from groundswell.domain.evidence.summary import EvidenceSummary
from groundswell.domain.evidence.thresholds import Thresholds
from groundswell.domain.evidence.verdict import Reason, Recorded, Verdict, VerdictInputs
from groundswell.kit.style import drawing_style, written


class StoodOn(Protocol):
    """What a verdict is judged on, today's or a signed one's."""

    @property
    def inputs(self) -> VerdictInputs:
        """The inputs."""

    @property
    def thresholds(self) -> Thresholds:
        """The numbers of the rule."""


@dataclass(frozen=True)
class ConditionView:
    """One condition as the page shows it.

    Args:
        code: Its code.
        met: Whether it is met.
        criterion: What is asked.
        value: What was found.
        url: Where it can be looked at or changed.
        link: Words of the link.
    """

    code: str
    met: bool
    criterion: str
    value: str
    url: str = ""
    link: str = ""


def word_said(word: str) -> str:
    """The verdict in words, for a heading."""
    return {"ready": _("Ready to scale"), "with research": _("Scale, with research"), "not yet": _("Not yet")}[word]


def unknown() -> str:
    """What is said of what nobody supplied."""
    return _("not recorded")


def share(value: Recorded[float] | float | None) -> str:
    """A share as per cent, or that it is not recorded."""
    plain = value.value if isinstance(value, Recorded) else value
    return unknown() if plain is None else drawing_style().percent(plain)


def plain(value: Recorded[float] | Recorded[int] | None) -> str:
    """A number, or that it is not recorded."""
    return unknown() if value is None else written(value.value, 0 if value.value == int(value.value) else 1)


def hundred(probability: float | None) -> str:
    """A probability as so many in a hundred."""
    if probability is None:
        return "–"
    return _("over 99") if probability > 0.995 else written(100 * probability)


def criterion(code: str, at: StoodOn) -> str:
    """What a condition asks, with the program's own numbers."""
    t, style = at.thresholds, drawing_style()
    asked = {
        "VETO-comparison": _("Compared with places without it."),
        "VETO-harm": _("Not harmful here."),
        "VETO-certainty": _("Certainty above very low."),
        "VETO-package": _("Package at least %(n)s of 100, its core written down.") % {"n": written(t.veto_package)},
        "VETO-data": _("At least %(share)s of reports are in.") % {"share": style.percent(t.veto_completeness)},
        "READY-a": _("%(n)s comparative evaluations, %(clusters)s clusters.")
        % {"n": written(t.ready_evaluations), "clusters": written(t.ready_clusters)},
        "READY-b": _("The average excludes “no effect”."),
        "READY-c": _("A new place would benefit, %(n)s chances in 100.") % {"n": hundred(t.ready_p_benefit)},
        "READY-d": _("Certainty at least %(grade)s.") % {"grade": grade_words(Grade(t.ready_certainty))},
        "READY-e": _("Worth it even if diluted."),
        "READY-f": _("Tested with the staff and the package of scale."),
        "READY-g": _("No unresolved harm, and no worse for the poorest."),
        "READY-h": _("Quality and dose were documented."),
        "READY-i": _("Scalability %(n)s of 100, its cost known, a payer for %(months)s months.")
        % {"n": written(t.ready_scalability), "months": written(t.ready_payer_months)},
        "RESEARCH-a": _("One comparative evaluation, analysed by its clusters."),
        "RESEARCH-b": _("On average, an effect that matters."),
        "RESEARCH-c": _("A new place would benefit, %(n)s chances in 100.") % {"n": hundred(t.research_p_benefit)},
        "RESEARCH-d": _("Certainty at least %(grade)s.") % {"grade": grade_words(Grade(t.research_certainty))},
        "RESEARCH-e": _("Scalability %(n)s of 100.") % {"n": written(t.research_scalability)},
    }
    return asked[code]


def condition_view(
    reason: Reason, verdict: Verdict, at: StoodOn, program: str, *, may_type: bool = True
) -> ConditionView:
    """One reason of the verdict as the page shows it; who may not type in the inputs is not sent there."""
    url, link = where(reason.code, at, program, may_type=may_type)
    value = FOUND[reason.code](at.inputs, verdict.evidence, at)
    return ConditionView(reason.code, reason.met, criterion(reason.code, at), value, url, link)


@dataclass(frozen=True)
class SignedReason:
    """One reason of a signed verdict: in the reader's language, or as it was stored in English.

    Args:
        met: Whether it was met.
        criterion: What was asked; empty where only the stored text is left.
        value: What was found.
        stored: The stored English text, where the reader's language cannot say it truly.
    """

    met: bool
    criterion: str = ""
    value: str = ""
    stored: str = ""


def signed_reasons(stored: list[dict[str, Any]], again: Replay) -> list[SignedReason]:
    """The vetoes and conditions of a signed verdict for its page.

    Args:
        stored: The reasons as they were frozen.
        again: The verdict computed again from its frozen inputs.

    Returns:
        Each in the reader's language where today's rule says of the same inputs what was signed; else the stored text.
    """
    same = {reason.code: reason for reason in again.verdict.reasons} if again.verdict and again.same_inputs else {}
    shown = [reason for reason in stored if reason["code"].startswith(("VETO", "READY"))]
    return [signed_reason(reason, same.get(reason["code"]), again) for reason in shown]


def signed_reason(stored: dict[str, Any], now: Reason | None, again: Replay) -> SignedReason:
    """One stored reason, told anew where the rule still says the same."""
    told_same = now is not None and (now.text, now.met) == (stored["text"], stored["met"])
    if not told_same or again.basis is None or again.verdict is None:
        return SignedReason(stored["met"], stored=stored["text"])
    code, basis = stored["code"], again.basis
    value = FOUND[code](basis.inputs, again.verdict.evidence, basis)
    return SignedReason(stored["met"], criterion(code, basis), value)


def where(code: str, at: StoodOn, program: str, *, may_type: bool = True) -> tuple[str, str]:
    """The page on which a condition can be looked at or, by who may, changed: that of the step which knows it."""
    studies, sure = ("evidence:evidence", _("See the studies")), ("evidence:certainty", _("See why"))
    typed, grows = ("gates:inputs", _("Fill in")), ("scalability:scalability", _("See what stands in the way"))
    pages = {
        "READY-a": studies,
        "RESEARCH-a": studies,
        "VETO-comparison": studies,
        "READY-d": sure,
        "RESEARCH-d": sure,
        "VETO-certainty": sure,
        "RESEARCH-e": grows,
        "READY-i": grows if short_of_scalability(at) else ("scalability:costs", _("See what it costs and who pays")),
        "VETO-package": ("package:package", _("See how the package stands")),
    } | dict.fromkeys(("VETO-data", "READY-f", "READY-g", "READY-h"), typed)
    if code not in pages or (pages[code] is typed and not may_type):
        return "", ""
    name, link = pages[code]
    takes_context = bool(at.inputs.context) and name.startswith(("evidence:", "gates:"))
    query = f"?{urlencode({'context': at.inputs.context})}" if takes_context else ""
    return reverse(name, args=(program,)) + query, link


def short_of_scalability(at: StoodOn) -> bool:
    """Whether the assessment falls short, and not only cost or payer."""
    score, gaps = at.inputs.scalability_score, at.inputs.scalability_critical_gaps
    return score is None or score.value < at.thresholds.ready_scalability or gaps is None or gaps.value > 0


type Found = Callable[[VerdictInputs, EvidenceSummary | None, StoodOn], str]


def no_effect() -> str:
    """What is said where nothing can be pooled."""
    return _("No study has an effect that can be pooled.")


def compared(inputs: VerdictInputs, summary: EvidenceSummary | None, at: StoodOn) -> str:
    """How many evaluations compare."""
    count = sum(study.design.is_comparative for study in inputs.studies)
    return _("%(n)s of %(all)s evaluations do.") % {"n": written(count), "all": written(len(inputs.studies))}


def interval_found(inputs: VerdictInputs, summary: EvidenceSummary | None, at: StoodOn) -> str:
    """The average with its interval."""
    if summary is None:
        return no_effect()
    style = drawing_style()
    return _("%(measure)s %(estimate)s, interval %(span)s.") % {
        "measure": measure_words(summary.measure).capitalize(),
        "estimate": style.number(summary.natural(summary.pooled.estimate), 2),
        "span": style.span(summary.natural(summary.ci.lower), summary.natural(summary.ci.upper), 2),
    }


def mean_found(inputs: VerdictInputs, summary: EvidenceSummary | None, at: StoodOn) -> str:
    """The average with its interval, and the studies that make it look surer than it is."""
    found = interval_found(inputs, summary, at)
    doubted = doubled_or_too_narrow(summary.studies) if summary else []
    if not doubted:
        return found
    why = _(
        "It is too narrow: these repeat a trial that is pooled already, or are not known to be analysed by their "
        "clusters: %(names)s."
    )
    return f"{found} {why % {'names': '; '.join(doubted)}}"


def chance_found(inputs: VerdictInputs, summary: EvidenceSummary | None, at: StoodOn) -> str:
    """The chances in a new place."""
    if summary is None:
        return no_effect()
    if summary.p_benefit is None:
        return _("With fewer than three studies, the one-sided p counts: %(p)s.") % {
            "p": drawing_style().number(summary.one_sided_p, 3)
        }
    found = _("Here: %(n)s in 100.") % {"n": hundred(summary.p_benefit)}
    if summary.p_mid is None:
        return found
    important = _("An effect that matters: %(n)s in 100; %(needed)s are needed.") % {
        "n": hundred(summary.p_mid),
        "needed": hundred(at.thresholds.ready_p_mid),
    }
    return f"{found} {important}"


def certainty_found(inputs: VerdictInputs, summary: EvidenceSummary | None, at: StoodOn) -> str:
    """The grade that counts."""
    if inputs.certainty is None:
        return _("It is not recorded.")
    return _("It is %(grade)s.") % {"grade": grade_words(inputs.certainty.grade)}


def evaluations_found(inputs: VerdictInputs, summary: EvidenceSummary | None, at: StoodOn) -> str:
    """Evaluations, settings, randomised ones, clusters."""
    kept = distinct(inputs.studies)
    words = ngettext(
        "%(n)s evaluation analysed by its clusters, in %(settings)s settings, %(randomised)s randomised; "
        "clusters: %(clusters)s.",
        "%(n)s evaluations analysed by their clusters, in %(settings)s settings, %(randomised)s randomised; "
        "clusters: %(clusters)s.",
        len(kept),
    )
    return words % {
        "n": written(len(kept)),
        "settings": written(len({study.place.strip().casefold() for study in kept if study.place})),
        "randomised": written(sum(study.design.is_randomised for study in kept)),
        "clusters": written(sum(study.clusters or 0 for study in kept)),
    }


def diluted_found(inputs: VerdictInputs, summary: EvidenceSummary | None, at: StoodOn) -> str:
    """What is left of the effect at scale."""
    if summary is None or summary.mid is None:
        return no_effect() if summary is None else _("The smallest effect that matters is not set.")
    kept, style = at.thresholds.retention * summary.pooled.estimate, drawing_style()
    words = _("At %(share)s of the effect, %(kept)s does not reach %(mid)s.")
    if summary.reaches(kept, summary.mid):
        words = _("At %(share)s of the effect, %(kept)s still passes %(mid)s.")
    return words % {
        "share": style.percent(at.thresholds.retention),
        "kept": style.number(summary.natural(kept), 2),
        "mid": style.number(summary.natural(summary.mid), 2),
    }


def average_found(inputs: VerdictInputs, summary: EvidenceSummary | None, at: StoodOn) -> str:
    """The average against the smallest effect that matters."""
    if summary is None or summary.mid is None:
        return no_effect() if summary is None else _("The smallest effect that matters is not set.")
    style = drawing_style()
    return _("The average is %(estimate)s; %(mid)s is needed.") % {
        "estimate": style.number(summary.natural(summary.pooled.estimate), 2),
        "mid": style.number(summary.natural(summary.mid), 2),
    }


def cadre_found(inputs: VerdictInputs, summary: EvidenceSummary | None, at: StoodOn) -> str:
    """Studies with the staff and package of scale."""
    if inputs.scale_cadre is None:
        return _("Who will facilitate at scale is not recorded.")
    if not inputs.package_version:
        return _("The version of the package is not recorded.")
    cadre, version = inputs.scale_cadre.value.strip().casefold(), inputs.package_version.strip().casefold()
    names = [
        study.id
        for study in inputs.studies
        if study.design.is_comparative
        and (study.cadre.strip().casefold(), study.package_version.strip().casefold()) == (cadre, version)
    ]
    plan = {"cadre": inputs.scale_cadre.value, "version": inputs.package_version, "names": "; ".join(names)}
    if names:
        return _("%(cadre)s, version %(version)s: %(names)s.") % plan
    return _("No evaluation with %(cadre)s and version %(version)s.") % plan


def harm_found(inputs: VerdictInputs, summary: EvidenceSummary | None, at: StoodOn) -> str:
    """Serious harm, and the effect among the poorest."""
    harm = (
        unknown()
        if inputs.serious_harm is None
        else _("unresolved")
        if inputs.serious_harm.value
        else _("none unresolved")
    )
    poorest = {
        "": unknown(),
        "shown": _("clearly worse"),
        "not excluded": _("not shown to be worse, though it is not excluded"),
        "none": _("not worse"),
    }[deficit_of_the_poorest(inputs, summary)]
    return _("Serious harm: %(harm)s. Effect among the poorest: %(poorest)s.") % {"harm": harm, "poorest": poorest}


def quality_found(inputs: VerdictInputs, summary: EvidenceSummary | None, at: StoodOn) -> str:
    """Sessions held well, and the dose the effect needs."""
    held = [study.fidelity for study in inputs.studies if study.fidelity is not None]
    reached = [study.dose_coverage for study in inputs.studies if study.dose_coverage is not None]
    fidelity = inputs.fidelity.value if inputs.fidelity else min(held, default=None)
    dose = inputs.active_dose.value if inputs.active_dose else min(reached, default=None)
    return _("Sessions held well: %(held)s (%(needed)s needed). Must take part: %(dose)s of the target group.") % {
        "held": share(fidelity),
        "needed": share(at.thresholds.ready_fidelity),
        "dose": share(dose),
    }


def scalability_found(inputs: VerdictInputs, summary: EvidenceSummary | None, at: StoodOn) -> str:
    """Scalability, gaps, cost and payer."""
    return _("Scalability: %(score)s; critical gaps: %(gaps)s; unit cost: %(cost)s; payer for months: %(months)s.") % {
        "score": plain(inputs.scalability_score),
        "gaps": plain(inputs.scalability_critical_gaps),
        "cost": plain(inputs.unit_cost),
        "months": plain(inputs.payer_months),
    }


def score_found(inputs: VerdictInputs, summary: EvidenceSummary | None, at: StoodOn) -> str:
    """Scalability alone."""
    return _("It is: %(score)s.") % {"score": plain(inputs.scalability_score)}


def package_found(inputs: VerdictInputs, summary: EvidenceSummary | None, at: StoodOn) -> str:
    """Score and core of the package."""
    core = inputs.package_core_defined
    said = unknown() if core is None else _("written down") if core.value else _("not written down")
    return _("Score: %(score)s; core: %(core)s.") % {"score": plain(inputs.package_score), "core": said}


def data_found(inputs: VerdictInputs, summary: EvidenceSummary | None, at: StoodOn) -> str:
    """Completeness of the data."""
    return _("In: %(share)s.") % {"share": share(inputs.data_completeness)}


FOUND: dict[str, Found] = {
    "VETO-comparison": compared,
    "VETO-harm": interval_found,
    "VETO-certainty": certainty_found,
    "VETO-package": package_found,
    "VETO-data": data_found,
    "READY-a": evaluations_found,
    "READY-b": mean_found,
    "READY-c": chance_found,
    "READY-d": certainty_found,
    "READY-e": diluted_found,
    "READY-f": cadre_found,
    "READY-g": harm_found,
    "READY-h": quality_found,
    "READY-i": scalability_found,
    "RESEARCH-a": compared,
    "RESEARCH-b": average_found,
    "RESEARCH-c": chance_found,
    "RESEARCH-d": certainty_found,
    "RESEARCH-e": score_found,
}
