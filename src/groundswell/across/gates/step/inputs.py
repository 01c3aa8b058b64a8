"""The inputs of the verdict in words, and the page of the step that knows each of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groundswell.across.gates.selectors import InputKind
from groundswell.domain.values import Interval
from groundswell.ground.programs.models import Program
from groundswell.kit.style import drawing_style, written


@dataclass(frozen=True)
class Home:
    """Where a step of the house says an input, so that nobody need type it again.

    Args:
        page: Name of the page's address.
        words: What the link to it says.
    """

    page: str
    words: Any


ASSESSED = Home("scalability:scalability", gettext_lazy("Step 3: the assessment"))
COSTED = Home("scalability:costs", gettext_lazy("Step 3: cost sheet"))
PACKAGED = Home("package:package", gettext_lazy("Step 4: the package"))
STUDIED = Home("evidence:evidence", gettext_lazy("Step 2: the studies"))
HOMES = {
    "package_score": PACKAGED,
    "package_core_defined": PACKAGED,
    "data_completeness": Home("monitoring:reports", gettext_lazy("Step 10: the reports")),
    "scalability_score": ASSESSED,
    "scalability_critical_gaps": ASSESSED,
    "unit_cost": COSTED,
    "payer_months": Home("scalability:costs", gettext_lazy("Step 3: payers")),
    "scale_cadre": Home("evidence:question", gettext_lazy("Step 2: the question")),
    "fidelity": STUDIED,
    "active_dose": STUDIED,
}
"""Inputs that a step knows as soon as it is done; the others nobody but a person can say."""


def home_url(program: Program, name: str) -> str:
    """The address of the page on which a step says an input; empty where none does."""
    return reverse(HOMES[name].page, args=[program.code]) if name in HOMES else ""


def home_words(name: str) -> str:
    """What the link to that page says; empty where no step says it."""
    return str(HOMES[name].words) if name in HOMES else ""


def value_said(program: Program, kind: InputKind, value: Any) -> str:
    """A value as the page shows it, money in the program's currency; empty where there is none."""
    if value is None:
        return ""
    if kind.kind == "yes_no":
        return _("yes") if value else _("no")
    if kind.kind == "share":
        return drawing_style().percent(value)
    if isinstance(value, Interval):
        return drawing_style().span(value.lower, value.upper, 2)
    if isinstance(value, str):
        return value
    if kind.kind == "number":
        return f"{program.currency} {written(value, 2 if value < 100 else 0)}"
    return written(value, 0 if value == int(value) else 1)
