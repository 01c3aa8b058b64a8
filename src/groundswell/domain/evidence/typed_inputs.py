"""What other steps supply to a verdict, typed in with its source, as rows of a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from typing import Any

from groundswell.domain.evidence.certainty import Certainty, CertaintyFacts, Grade, propose_certainty
from groundswell.domain.evidence.columns import Cell, Column, Refuse, value_of
from groundswell.domain.evidence.statement import Recorded, VerdictInputs
from groundswell.domain.evidence.study import Study
from groundswell.domain.evidence.thresholds import DEFAULTS, Thresholds
from groundswell.domain.said import said as _
from groundswell.domain.values import Interval

INPUT_COLUMNS = (
    Column("input", "Name of the input", example="package_score"),
    Column("value", "Its value; empty is “not recorded” and counts as unmet"),
    Column("source", "Where it comes from", example="review of 3 March 2026"),
    Column("context", "Context it holds for; empty for all"),
)

INPUTS = (
    Column("benefit", "Which direction is better", "word", allowed=("low", "high"), example="low"),
    Column("critical_outcome", "Is the outcome critical, so that harm is a veto?", "yes/no", example="yes"),
    Column("mid", "Minimum important difference, natural scale; 0.90 for ratios when empty", "number", example=0.9),
    Column("package_version", "Version to be scaled", example="1.0"),
    Column("package_score", "Score of the package (step 4)", "number", "0 to 100", example=85),
    Column("package_core_defined", "Are the core elements written down? (step 4)", "yes/no", example="yes"),
    Column("data_completeness", "Complete reports over due reports (step 10)", "share", "fraction", example=0.9),
    Column("scalability_score", "Score of the scalability assessment (step 3)", "number", "0 to 100", example=80),
    Column("scalability_critical_gaps", "Critical items below their mark (step 3)", "count", "items", example=0),
    Column("unit_cost", "Cost per person or community reached (step 8)", "number", "money", example=2.5),
    Column("payer_months", "Months for which a payer is named (step 8)", "number", "months", example=24),
    Column("scale_cadre", "Who will facilitate at scale (step 9)", example="paid local facilitator"),
    Column("serious_harm", "Does a serious harm stand unresolved?", "yes/no", example="no"),
    Column("poorest_lower", "Effect among the poorest minus among others, lower limit", "number", "analysis scale"),
    Column("poorest_upper", "The same, upper limit", "number", "analysis scale"),
    Column("fidelity", "Observed sessions at the standard", "share", "fraction", example=0.85),
    Column("active_dose", "Target group that must take part for the effect", "share", "fraction", example=0.3),
    Column("population_differs", "A major difference of the studied people from the target; empty for none"),
    Column("dose_coverage", "Target group to be reached at scale", "share", "fraction", example=0.35),
    Column("subgroup_explains", "Pre-stated subgroup that explains why studies differ"),
    Column("residual_i2", "I² left within it", "number", "per cent"),
    Column("dose_response", "Was a dose-response shown?", "yes/no"),
    Column("confounding_against", "Would remaining confounding hide an effect?", "yes/no"),
    Column("certainty", "Certainty as confirmed by a person; proposed by rule when empty", "word",
           allowed=tuple(grade.words for grade in Grade)),
    Column("certainty_confirmed_by", "That person"),
)  # fmt: skip

PLAIN = ("benefit", "critical_outcome", "mid")
FACTS = tuple(entry.name for entry in fields(CertaintyFacts))
THRESHOLDS = tuple(entry.name for entry in fields(Thresholds))


@dataclass(frozen=True)
class TypedInputs:
    """The rows that hold for one context.

    Args:
        values: Values by input.
        sources: Their sources.
        thresholds: The numbers of the rule, with those changed by a row that bears a threshold's name.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    thresholds: Thresholds = DEFAULTS


def read_inputs(rows: Sequence[tuple[Mapping[str, Cell], Refuse]], context: str = "") -> TypedInputs:
    """Read the rows that hold for a context; a row for the context wins over one for all.

    Args:
        rows: Values by header, and the maker of errors, per row.
        context: The context; empty takes rows for all contexts only.

    Returns:
        The inputs.

    Raises:
        Exception: What ``refuse`` makes, for an unknown input or a value that cannot be used.
    """
    known = {column.name: column for column in INPUTS}
    values: dict[str, Any] = {}
    sources: dict[str, str] = {}
    changed: dict[str, float] = {}
    for cells, refuse in sorted(rows, key=lambda row: bool(str(row[0].get("context") or "").strip())):
        held = str(cells.get("context") or "").strip()
        if held and held.casefold() != context.casefold():
            continue
        name = str(cells.get("input") or "").strip()
        column = known.get(name) or (Column(name, "", "number") if name in THRESHOLDS else None)
        if column is None:
            raise refuse(
                "input",
                _("“%(name)s” is not an input of the verdict.", name=name),
                _("Write one of: %(names)s.", names=", ".join(known)),
            )
        value = _value(column, cells.get("value"), refuse)
        if value is None:
            continue
        if name in known:
            values[name], sources[name] = value, str(cells.get("source") or "").strip()
        else:
            changed[name] = type(getattr(DEFAULTS, name) or 0.0)(value)
    _both_limits(values, rows)
    return TypedInputs(values, sources, replace(DEFAULTS, **changed))  # type: ignore[arg-type]


def _value(column: Column, cell: Cell, refuse: Refuse) -> Any:
    def at_value(_field: str, text: str, remedy: str) -> Exception:
        return refuse("value", text, remedy)

    if column.kind != "word":
        return value_of(column, cell, at_value)
    text = "" if cell is None else str(cell).strip().casefold()
    if text and text not in column.allowed:
        raise refuse(
            "value",
            _("“%(text)s” is not a word for %(name)s.", text=text, name=column.name),
            _("Write: %(names)s.", names=", ".join(column.allowed)),
        )
    return text or None


def _both_limits(values: Mapping[str, Any], rows: Sequence[tuple[Mapping[str, Cell], Refuse]]) -> None:
    lower, upper = values.get("poorest_lower"), values.get("poorest_upper")
    if (lower is None) != (upper is None) or (lower is not None and not lower <= upper):
        raise rows[0][1](
            "value", _("poorest_lower and poorest_upper do not make an interval."), _("Give both, lower first.")
        )


def verdict_inputs(context: str, on: date | datetime, studies: tuple[Study, ...], typed: TypedInputs) -> VerdictInputs:
    """Put studies and typed inputs together; certainty is proposed unless a person confirmed another.

    Args:
        context: The context.
        on: Date of the verdict.
        studies: Its studies.
        typed: What was typed in.

    Returns:
        The inputs of :func:`groundswell.domain.evidence.verdict.judge`.

    Raises:
        CannotJudge: The studies mix measures that cannot be pooled.
    """
    values = typed.values
    recorded: dict[str, Any] = {}
    for name in (entry.name for entry in fields(VerdictInputs)):
        if name in values and name not in (*PLAIN, "package_version", "certainty"):
            recorded[name] = Recorded(values[name], typed.sources.get(name, ""))
    if "poorest_lower" in values:
        interval = Interval(values["poorest_lower"], values["poorest_upper"])
        recorded["poorest_interaction"] = Recorded(interval, typed.sources.get("poorest_lower", ""))
    plain = {name: values[name] for name in PLAIN if name in values}
    version = values.get("package_version", "")
    return VerdictInputs(
        context=context,
        package_version=version,
        on=on,
        studies=studies,
        certainty=_certainty(studies, typed) if studies else None,
        **plain,
        **recorded,
    )


def _certainty(studies: tuple[Study, ...], typed: TypedInputs) -> Certainty:
    values = typed.values
    facts = {name: values[name] for name in FACTS if name in values}
    proposed = propose_certainty(
        studies,
        CertaintyFacts(**facts | {"cadre": values.get("scale_cadre", "")}),
        typed.thresholds,
        benefit=values.get("benefit", "low"),
        mid=values.get("mid"),
    )
    if "certainty" not in values:
        return proposed
    grade = Grade[values["certainty"].upper().replace(" ", "_")]
    by = values.get("certainty_confirmed_by") or typed.sources.get("certainty") or "not named"
    return replace(proposed, grade=grade, confirmed_by=by)
