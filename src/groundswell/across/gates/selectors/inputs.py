"""What a verdict stands on, assembled from the rooms and from what persons typed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from groundswell.across.gates.models import TypedInput
from groundswell.across.gates.selectors.monitored import completeness_recorded
from groundswell.before.evidence.selectors import Findings, findings_of
from groundswell.before.package import step as package
from groundswell.before.scalability import step as scalability
from groundswell.domain.evidence.thresholds import Thresholds
from groundswell.domain.evidence.verdict import Recorded, VerdictInputs
from groundswell.domain.gates.frozen import thawed
from groundswell.domain.values import Interval
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit

READ = "gates.verdict.read"


@dataclass(frozen=True)
class InputKind:
    """One input that a person can type in while no step supplies it.

    Args:
        name: Field of ``VerdictInputs``.
        kind: ``score``, ``share``, ``count``, ``number``, ``months``, ``words``, ``yes_no`` or ``interval``.
        unit: Its unit, as stored.
        reason: Code of the item of the rule that reads it.
    """

    name: str
    kind: str
    unit: str
    reason: str


KINDS: tuple[InputKind, ...] = (
    InputKind("package_score", "score", "0–100", "VETO-package"),
    InputKind("package_core_defined", "yes_no", "", "VETO-package"),
    InputKind("data_completeness", "share", "share", "VETO-data"),
    InputKind("scalability_score", "score", "0–100", "READY-i"),
    InputKind("scalability_critical_gaps", "count", "items", "READY-i"),
    InputKind("unit_cost", "number", "money per community and year", "READY-i"),
    InputKind("payer_months", "months", "months", "READY-i"),
    InputKind("scale_cadre", "words", "", "READY-f"),
    InputKind("serious_harm", "yes_no", "", "READY-g"),
    InputKind("poorest_interaction", "interval", "analysis scale", "READY-g"),
    InputKind("fidelity", "share", "share", "READY-h"),
    InputKind("active_dose", "share", "share", "READY-h"),
)
OF_ROOMS = frozenset(
    {
        "scalability_score",
        "scalability_critical_gaps",
        "package_score",
        "package_core_defined",
        "unit_cost",
        "payer_months",
    }
)
"""Inputs that count as their room says as soon as it says anything; what was typed in is only shown beside it."""
BY_NAME: Mapping[str, InputKind] = {kind.name: kind for kind in KINDS}


@dataclass(frozen=True)
class InputView:
    """One input as the page shows it.

    Args:
        kind: What it is.
        value: The value; None for not recorded.
        source: Where it comes from.
        by: Who typed it in; empty where a step supplied it.
        at: When.
        typed: What a person typed in that does not count, because the step's own room says it; None for nothing.
    """

    kind: InputKind
    value: Any = None
    source: str = ""
    by: str = ""
    at: datetime | None = None
    typed: TypedInput | None = None

    @property
    def is_of_room(self) -> bool:
        """Whether a step's own room says it, so that nothing typed in counts."""
        return self.kind.name in OF_ROOMS and self.value is not None and not self.by


@dataclass(frozen=True)
class Assembled:
    """The inputs with what stands behind them.

    Args:
        inputs: The frozen value that is judged.
        thresholds: The numbers of the rule.
        findings: The evidence of the context.
        views: Each typed input, recorded or not.
    """

    inputs: VerdictInputs
    thresholds: Thresholds
    findings: Findings
    views: tuple[InputView, ...]


def typed_inputs(permit: Permit, program: Program, context: str) -> dict[str, TypedInput]:
    """The newest row of each input of one context; what was taken back is left out.

    Args:
        permit: A permit of the person.
        program: The program.
        context: The context; empty for all.

    Returns:
        Name to row; one query.
    """
    rows = permit.scope(TypedInput.objects.filter(program=program, context=context), READ).order_by("id")
    newest = {row.name: row for row in rows}
    return {name: row for name, row in newest.items() if row.value is not None and name in BY_NAME}


def assembled(permit: Permit, program: Program, context: str = "", on: date | None = None) -> Assembled:
    """Assemble what a verdict stands on; what nobody supplied stays not recorded.

    Args:
        permit: A permit of the person.
        program: The program.
        context: The context; empty for all.
        on: The day of the verdict; today without one.

    Returns:
        The inputs; a fixed number of queries.
    """
    found = findings_of(permit, program, context)
    supplied = supplied_by_rooms(program, found) | scalability.verdict_inputs(permit, program, context)
    supplied |= package.verdict_inputs(permit, program)
    views = tuple(input_view(kind, row, supplied.get(kind.name)) for kind, row in paired(permit, program, context))
    recorded = {view.kind.name: Recorded(view.value, view.source) for view in views if view.value is not None}
    inputs = VerdictInputs(
        context=context,
        package_version=program.package_version,
        on=on or timezone.localdate(),
        studies=found.studies,
        benefit=found.asked.benefit,
        critical_outcome=found.asked.critical,
        mid=found.asked.mid,
        certainty=found.certainty if found.steps else None,
        **recorded,
    )
    return Assembled(inputs, found.thresholds, found, views)


def paired(permit: Permit, program: Program, context: str) -> list[tuple[InputKind, TypedInput | None]]:
    """Each kind of input with its newest row."""
    rows = typed_inputs(permit, program, context)
    return [(kind, rows.get(kind.name)) for kind in KINDS]


def supplied_by_rooms(program: Program, found: Findings) -> dict[str, Recorded[Any]]:
    """What the rooms know by themselves; it counts where nobody typed anything else.

    Args:
        program: The program.
        found: The evidence of the context.

    Returns:
        Name to value and source.
    """
    supplied = supplied_by_studies(found)
    if found.asked.facts.cadre:
        supplied["scale_cadre"] = Recorded(found.asked.facts.cadre, _("the question asked of the studies"))
    completeness = completeness_recorded(program)
    if completeness:
        supplied["data_completeness"] = completeness
    return supplied


def supplied_by_studies(found: Findings) -> dict[str, Recorded[Any]]:
    """Quality and dose as the studies recorded them: the least of each, as the rule reads them.

    Args:
        found: The evidence of the context.

    Returns:
        Name to value and source; what no study recorded is left out.
    """
    columns = {"fidelity": "fidelity", "active_dose": "dose_coverage"}
    supplied: dict[str, Recorded[Any]] = {}
    for name, column in columns.items():
        told = {study.id: share for study in found.studies if (share := getattr(study, column)) is not None}
        if told:
            least = min(told, key=lambda study: told[study])
            supplied[name] = Recorded(told[least], _("the studies; the least is that of %(study)s") % {"study": least})
    return supplied


def input_view(kind: InputKind, row: TypedInput | None, supplied: Recorded[Any] | None = None) -> InputView:
    """One input with its value as the domain reads it: typed by a person, or supplied by a room."""
    if supplied and kind.name in OF_ROOMS:
        return InputView(kind, supplied.value, supplied.source, typed=row)
    if row is None:
        return InputView(kind, supplied.value, supplied.source) if supplied else InputView(kind)
    value = thawed(Interval, row.value) if kind.kind == "interval" else row.value
    return InputView(kind, value, row.source, row.by_name, row.at)
