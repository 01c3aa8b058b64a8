"""Ready, scale with research, or not yet: the rule, its reasons and its conditions."""

from __future__ import annotations

import calendar
from datetime import date

from groundswell.domain.evidence.readiness import readiness
from groundswell.domain.evidence.research import conditions, research_items
from groundswell.domain.evidence.statement import Condition, Reason, Recorded, Verdict, VerdictInputs, VerdictWord
from groundswell.domain.evidence.summary import summarise
from groundswell.domain.evidence.thresholds import DEFAULTS, Thresholds
from groundswell.domain.evidence.vetoes import vetoes

__all__ = ["Condition", "Reason", "Recorded", "Thresholds", "Verdict", "VerdictInputs", "VerdictWord", "judge"]


def judge(inputs: VerdictInputs, thresholds: Thresholds = DEFAULTS) -> Verdict:
    """Judge whether an approach may be taken to scale in a context.

    Args:
        inputs: What the verdict stands on.
        thresholds: The numbers of the rule.

    Returns:
        The verdict with reasons, vetoes, conditions and the day it lapses.

    Raises:
        BadInput: A study's numbers cannot be used.
        CannotJudge: The studies mix measures that cannot be pooled.

    Source:
        Method 3.4.
    """
    summary = summarise(inputs.studies, inputs.benefit, inputs.mid, thresholds)
    asked = vetoes(inputs, summary, thresholds)
    ready = readiness(inputs, summary, thresholds)
    research = research_items(inputs, summary, thresholds)
    fired = tuple(reason for reason in asked if not reason.met)
    word: VerdictWord = "not yet"
    if not fired and all(reason.met for reason in ready):
        word = "ready"
    elif not fired and all(reason.met for reason in research):
        word = "with research"
    reasons = (*asked, *ready, *research)
    lapses = months_later(inputs.on, thresholds.lapse_months)
    return Verdict(
        word=word,
        context=inputs.context,
        package_version=inputs.package_version,
        on=inputs.on,
        lapses=lapses,
        reasons=reasons,
        vetoes=fired,
        conditions=conditions(word, reasons, lapses, inputs, summary),
        warnings=() if summary is None else summary.warnings,
        evidence=summary,
        certainty=inputs.certainty,
    )


def months_later(day: date, months: int) -> date:
    """Give the same day of the month so many months later, or that month's last day.

    Args:
        day: The day.
        months: Months to add.

    Returns:
        The later day.

    Example:
        >>> months_later(date(2026, 8, 31), 18)
        datetime.date(2028, 2, 29)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
