"""The table of certainty: question, change, because, who confirmed it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from groundswell.before.evidence.selectors import Findings, StepView
from groundswell.before.evidence.step.words import grade_words
from groundswell.domain.evidence.certainty import Grade
from groundswell.kit.style import signed_count
from groundswell.kit.telling import told


@dataclass(frozen=True)
class Line:
    """One row of the table.

    Args:
        question: The question in plain words.
        change: The change that counts, written.
        because: Why.
        by: Who confirmed it; empty while only proposed.
        at: When.
        note: What else the reader must know: altered, or stale.
        asked: The question as the rule names it.
        counts: The change that counts.
        text: The person's words.
    """

    question: str
    change: str
    because: str
    by: str
    at: datetime | None
    note: str
    asked: str
    counts: int
    text: str


def asked_as(question: str) -> str:
    """A question of the rule in plain words."""
    words = {
        "Designs": _("Where do the designs start?"),
        "Risk of bias": _("Were they well run?"),
        "Inconsistency": _("Do they agree?"),
        "Indirectness": _("Are they about us?"),
        "Imprecision": _("Are they precise?"),
        "Publication bias": _("Is something hidden?"),
        "Large effect": _("Is the effect large?"),
        "Dose-response": _("More of it, more effect?"),
        "Confounding": _("Would what is left work against it?"),
        "Few clusters per arm": _("Enough clusters per arm?"),
    }
    return words.get(question, question)


def sheet(findings: Findings) -> list[Line]:
    """The rows of the table of certainty."""
    return [
        line_of(step, findings.certainty.start if number == 0 else None) for number, step in enumerate(findings.steps)
    ]


def line_of(step: StepView, start: int | None) -> Line:
    """One row; the first says where the designs start instead of a change."""
    change = signed_count(step.change)
    if start is not None and not step.change:
        change = f"{grade_words(Grade(start))} ({start})"
    note = ""
    if step.altered:
        note = _("The rule proposes %(change)s: %(because)s") % {
            "change": signed_count(step.proposed),
            "because": told(step.because),
        }
    elif step.stale:
        note = _("The evidence changed since this was confirmed. Please confirm again.")
    words = (step.question, step.change, step.text)
    return Line(asked_as(step.question), change, step.text or told(step.because), step.by, step.at, note, *words)
