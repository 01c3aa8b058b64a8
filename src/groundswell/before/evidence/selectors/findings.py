"""What the studies of one context say together, computed from frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from groundswell.before.evidence.models import KnownStudy
from groundswell.before.evidence.models.questions import ALL
from groundswell.before.evidence.selectors.certainty import StepView, laid_over, steps_confirmed
from groundswell.before.evidence.selectors.changed_core import core_changes
from groundswell.before.evidence.selectors.frozen import study_value
from groundswell.before.evidence.selectors.questions import Asked, asked_of
from groundswell.before.evidence.selectors.studies import counted_rows, known_of
from groundswell.domain.errors import CannotJudge
from groundswell.domain.evidence.certainty import Certainty, propose_certainty
from groundswell.domain.evidence.study import Study
from groundswell.domain.evidence.summary import EvidenceSummary, summarise
from groundswell.domain.evidence.thresholds import Thresholds
from groundswell.domain.stats.funnel import Egger, egger
from groundswell.domain.stats.metaregression import MetaRegression, meta_regression
from groundswell.domain.stats.pooling import Pooled, leave_one_out
from groundswell.ground.programs.models import Program
from groundswell.ground.programs.selectors import evidence_rules
from groundswell.kit.door import Permit
from groundswell.kit.telling import told

MODERATORS = ("dose_coverage", "dose_meetings", "fidelity", "follow_up_months")


@dataclass(frozen=True)
class Findings:
    """All that the page of the evidence shows of one context.

    Args:
        asked: The question.
        studies: Studies that count, comparative or not.
        known: Studies known but not entered.
        thresholds: The program's numbers.
        summary: The pooled comparative studies; None when there is none.
        certainty: The certainty that counts.
        steps: Its steps for the page.
        why_not: Why nothing could be pooled, in words; empty otherwise.
        keys: Key of each study's page, by short name.
        own: Short names of the program's own pilots.
    """

    asked: Asked
    studies: tuple[Study, ...]
    known: tuple[KnownStudy, ...]
    thresholds: Thresholds
    summary: EvidenceSummary | None
    certainty: Certainty
    steps: tuple[StepView, ...]
    why_not: str = ""
    keys: Mapping[str, UUID] = field(default_factory=dict)
    own: frozenset[str] = frozenset()

    @property
    def apart(self) -> tuple[Study, ...]:
        """Studies that are not pooled: no comparison group, or no effect that can be computed."""
        inside = {study.id for study in self.summary.studies} if self.summary else set()
        return tuple(study for study in self.studies if study.id not in inside)


def findings_of(permit: Permit, program: Program, context: str = ALL) -> Findings:
    """Pool the studies of one context and say how sure we are; a fixed number of queries.

    Args:
        permit: A permit of the person.
        program: The program.
        context: The context; empty for all studies together.

    Returns:
        The findings; nothing stored is changed.
    """
    asked = with_core(asked_of(permit, program, context), core_changes(permit, program))
    rows = list(counted_rows(permit, program, context))
    studies = tuple(study_value(row) for row in rows)
    thresholds = evidence_rules(program)
    summary, proposed, why_not = judged(studies, asked, thresholds)
    certainty, steps = laid_over(proposed, steps_confirmed(permit, program, context))
    known = known_of(permit, program, context)
    return Findings(
        asked=asked,
        studies=studies,
        known=known,
        thresholds=thresholds,
        summary=summary,
        certainty=certainty,
        steps=steps,
        why_not=why_not,
        keys={row.name: row.key for row in rows},
        own=frozenset(row.name for row in rows if row.own),
    )


def with_core(asked: Asked, changed: Mapping[str, tuple[str, ...]]) -> Asked:
    """The question, with what is known of studies that used another core of the package.

    Args:
        asked: The question.
        changed: Names of the changed elements by study.
    """
    if not changed:
        return asked
    names = "; ".join(dict.fromkeys(name for each in changed.values() for name in each))
    return replace(asked, facts=replace(asked.facts, core_changed=tuple(changed), core_elements=names))


def judged(
    studies: tuple[Study, ...], asked: Asked, thresholds: Thresholds
) -> tuple[EvidenceSummary | None, Certainty, str]:
    """The pooled studies, the proposed certainty, and why there is none, from frozen values alone.

    Args:
        studies: The studies.
        asked: The question.
        thresholds: The numbers of the rule.

    Returns:
        Summary, certainty, and a sentence where the studies cannot be pooled.
    """
    try:
        summary = summarise(studies, asked.benefit, asked.mid, thresholds)
        return summary, propose_certainty(studies, asked.facts, thresholds, benefit=asked.benefit, mid=asked.mid), ""
    except CannotJudge as mixed:
        nothing = propose_certainty((), asked.facts, thresholds, benefit=asked.benefit, mid=asked.mid)
        return None, replace(nothing, steps=()), told(str(mixed))


def without_each(summary: EvidenceSummary) -> tuple[Pooled | None, ...]:
    """The pooled effect without each study in turn, in the order of the studies.

    Args:
        summary: The pooled studies.

    Returns:
        One pooled effect per study; None where nothing is left.
    """
    yi, vi = [effect.yi for effect in summary.effects], [effect.vi for effect in summary.effects]
    return leave_one_out(yi, vi, "REML", summary.pooled.ci.level)


def funnel_of(summary: EvidenceSummary, thresholds: Thresholds) -> Egger | str:
    """Egger's test, or the sentence that says why there is none.

    Args:
        summary: The pooled studies.
        thresholds: From how many studies on it is made.

    Returns:
        The test, or why not.
    """
    yi, vi = [effect.yi for effect in summary.effects], [effect.vi for effect in summary.effects]
    try:
        return egger(yi, vi, thresholds.egger_studies)
    except CannotJudge as few:
        return told(str(few))


def moderated(summary: EvidenceSummary) -> tuple[tuple[str, MetaRegression], ...]:
    """Meta-regressions on each moderator that at least three studies record, one at a time.

    Args:
        summary: The pooled studies.

    Returns:
        Name of the column and the fitted regression.
    """
    found = []
    for name in MODERATORS:
        known = [
            (effect, float(value))
            for effect, study in zip(summary.effects, summary.studies, strict=True)
            if (value := getattr(study, name)) is not None
        ]
        try:
            fitted = meta_regression(
                [effect.yi for effect, _ in known],
                [effect.vi for effect, _ in known],
                [(name, [value for _, value in known])],
            )
        except CannotJudge:
            continue
        found.append((name, fitted))
    return tuple(found)
