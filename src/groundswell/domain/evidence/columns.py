"""Studies, judgements of bias and typed inputs as rows of a table: names, units, allowed values, examples.

The same columns serve the workbook of the command line, imports and exports, so that what goes out comes back.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any

from groundswell.domain.errors import BadInput
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
from groundswell.domain.said import said as _

type Cell = str | int | float | bool | date | datetime | None
type Refuse = Callable[[str, str, str], Exception]


@dataclass(frozen=True)
class Column:
    """One column of a sheet.

    Args:
        name: Header.
        about: What it holds, for people.
        kind: ``text``, ``number``, ``share``, ``count``, ``yes/no``, ``list`` or ``choice``.
        unit: Unit in words; empty for none.
        allowed: Allowed words of a choice.
        example: An example value.
        target: Field of the study it fills, ``arm.field`` for the arms and the printed estimate.
    """

    name: str
    about: str
    kind: str = "text"
    unit: str = ""
    allowed: tuple[str, ...] = ()
    example: Cell = None
    target: str = ""

    @property
    def field(self) -> str:
        """The field it fills; its own name by default."""
        return self.target or self.name


def _words(kind: type[Any]) -> tuple[str, ...]:
    return tuple(member.value for member in kind)


STUDY_COLUMNS = (
    Column("study", "Short name, unique", example="Tripathy 2010", target="id"),
    Column("title", "Full title", example="Effect of a participatory intervention with women's groups"),
    Column("context", "Context that a verdict is asked for", example="rural"),
    Column("setting", "District or region; two studies of one setting count as one", example="Jharkhand and Odisha"),
    Column("country", "Country", example="India"),
    Column("year", "Year of publication", "count", example=2010),
    Column("design", "How it compared", "choice", allowed=_words(Design), example="cluster randomised"),
    Column("measure", "Measure of effect", "choice", allowed=_words(Measure), example="OR"),
    Column("outcome", "Outcome", example="neonatal mortality"),
    Column("allocation", "What was allocated", "choice", allowed=_words(Allocation), example="cluster"),
    Column("allocation_unit", "The allocated unit in words", example="group of villages"),
    Column("clusters_treated", "Clusters in arm 1", "count", "clusters", example=18, target="treated.clusters"),
    Column("clusters_control", "Clusters in arm 0", "count", "clusters", example=18, target="control.clusters"),
    Column("people_treated", "People analysed in arm 1", "count", "people", target="treated.people"),
    Column("people_control", "People analysed in arm 0", "count", "people", target="control.people"),
    Column("events_treated", "People with the event in arm 1", "number", "people", target="treated.events"),
    Column("events_control", "People with the event in arm 0", "number", "people", target="control.events"),
    Column("mean_treated", "Mean in arm 1", "number", "outcome", target="treated.mean"),
    Column("sd_treated", "Standard deviation in arm 1", "number", "outcome", target="treated.sd"),
    Column("mean_control", "Mean in arm 0", "number", "outcome", target="control.mean"),
    Column("sd_control", "Standard deviation in arm 0", "number", "outcome", target="control.sd"),
    Column("estimate", "Estimate as printed, ratios as ratios", "number", example=0.68, target="reported.estimate"),
    Column("lower", "Lower limit as printed", "number", example=0.59, target="reported.lower"),
    Column("upper", "Upper limit as printed", "number", example=0.78, target="reported.upper"),
    Column("level", "Level of that interval; .95 when empty", "share", example=0.95, target="reported.level"),
    Column("df", "Degrees of freedom of its t quantile; empty for the normal", "number", target="reported.df"),
    Column("yi", "Estimate on the analysis scale, where nothing else is known", "number"),
    Column("vi", "Its variance", "number"),
    Column("clusters_respected", "Does the printed interval allow for the clusters?", "yes/no", example="yes"),
    Column("adjusted_for", "What the estimate is adjusted for; separate by ;", "list", example="stratum; baseline"),
    Column("icc", "Intra-cluster correlation", "number", "fraction"),
    Column("design_effect", "Design effect", "number", "factor"),
    Column("baseline_treated", "Outcome before the start, arm 1", "number", "outcome", target="treated.baseline"),
    Column("baseline_control", "Outcome before the start, arm 0", "number", "outcome", target="control.baseline"),
    Column("follow_up_months", "Months from start to measurement", "number", "months", example=36),
    Column("pre_periods", "Measured periods before the start", "count", "periods"),
    Column("dose_meetings", "Meetings offered per group", "number", "meetings", example=20),
    Column("dose_coverage", "Target group that took part", "share", "fraction", example=0.37),
    Column("fidelity", "Observed sessions at the standard", "share", "fraction", example=0.85),
    Column("cadre", "Who facilitated", example="paid local facilitator"),
    Column("package_version", "Version of the approach", example="1.0"),
    Column("registered", "Registered before its results?", "yes/no", example="yes"),
    Column("registration", "Register and number", example="ISRCTN21817853"),
    Column("funder", "Who paid"),
    Column("independent", "Were the evaluators independent of the implementers?", "yes/no", example="yes"),
    Column("source", "Address or citation", example="Lancet 2010; 375:1182-92"),
    Column("analysis_population", "Who was analysed", example="all live births of years 1 to 3"),
    Column("notes", "Anything else"),
)

BIAS_COLUMNS = (
    Column("study", "The study's short name", example="Tripathy 2010"),
    Column("domain", "Where bias may come from", "choice", allowed=_words(BiasDomain), example="allocation"),
    Column("risk", "Judgement", "choice", allowed=_words(Risk), example="low"),
    Column("because", "What it rests on", example="lots drawn in public"),
)


def study_from(cells: Mapping[str, Cell], refuse: Refuse) -> Study:
    """Make a study of one row.

    Args:
        cells: Values by header; unknown headers are left alone.
        refuse: Makes the error for a field from its name, a sentence and a remedy.

    Returns:
        The study.

    Raises:
        Exception: What ``refuse`` makes, for a value that cannot be used.
    """
    plain: dict[str, Any] = {}
    parts: dict[str, dict[str, Any]] = {"treated": {}, "control": {}, "reported": {}}
    for column in STUDY_COLUMNS:
        value = value_of(column, cells.get(column.name), refuse)
        if value is None:
            continue
        whole, _dot, part = column.field.partition(".")
        if part:
            parts[whole][part] = value
        else:
            plain[column.field] = value
    if "id" not in plain:
        raise refuse("study", _("The study has no name."), _("Give each study a short name."))
    reported = parts["reported"]
    if reported:
        for name in ("estimate", "lower", "upper"):
            if name not in reported and reported.keys() & {"estimate", "lower", "upper"}:
                raise refuse(
                    name,
                    _("The %(name)s is missing beside the others.", name=name),
                    _("Give estimate, lower and upper, or none."),
                )
        if "estimate" in reported:
            plain["reported"] = Reported(**reported)
    return Study(treated=Arm(**parts["treated"]), control=Arm(**parts["control"]), **plain)


def cells_of(study: Study) -> dict[str, Cell]:
    """Give a study as one row, the inverse of :func:`study_from`."""
    found: dict[str, Cell] = {}
    for column in STUDY_COLUMNS:
        value: Any = study
        for part in column.field.split("."):
            value = None if value is None else getattr(value, part)
        if isinstance(value, bool):
            value = "yes" if value else "no"
        elif isinstance(value, tuple):
            value = "; ".join(value)
        found[column.name] = None if value == "" else str(value) if column.kind == "choice" else value
    return found


def with_bias(studies: Sequence[Study], rows: Sequence[tuple[Mapping[str, Cell], Refuse]]) -> tuple[Study, ...]:
    """Add judgements of bias to the studies they name.

    Args:
        studies: The studies.
        rows: Values by header, and the maker of errors, per judgement.

    Returns:
        The studies with their judgements, in the order given.

    Raises:
        Exception: What ``refuse`` makes, for an unknown study or word.
    """
    by_id = {study.id: study for study in studies}
    for cells, refuse in rows:
        name, domain, risk, because = (value_of(column, cells.get(column.name), refuse) for column in BIAS_COLUMNS)
        if name not in by_id:
            raise refuse(
                "study",
                _("The study %(name)s is not on the sheet studies.", name=name or "(empty)"),
                _("Use the same short name."),
            )
        if domain is None or risk is None:
            missing = "domain" if domain is None else "risk"
            raise refuse(
                missing,
                _("The %(missing)s is missing.", missing=missing),
                _("Choose one of the words above the column."),
            )
        study = by_id[name]
        by_id[name] = replace(study, risk_of_bias=(*study.risk_of_bias, RiskOfBias(domain, risk, because or "")))
    return tuple(by_id[study.id] for study in studies)


CHOICES: Mapping[str, type[Any]] = {
    "design": Design,
    "measure": Measure,
    "allocation": Allocation,
    "domain": BiasDomain,
    "risk": Risk,
}
YES = frozenset({"yes", "y", "true", "1", "oui", "sí", "si"})
NO = frozenset({"no", "n", "false", "0", "non"})


def value_of(column: Column, cell: Cell, refuse: Refuse) -> Any:
    """Read one cell by its column; empty is None.

    Args:
        column: The column.
        cell: The cell.
        refuse: Makes the error.

    Returns:
        Text, number, whole number, yes or no, tuple of words, or a member of the choice.

    Raises:
        Exception: What ``refuse`` makes.
    """
    text = "" if cell is None else str(cell).strip()
    if not text:
        return None
    if column.kind == "text":
        return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else text
    if column.kind == "list":
        return tuple(part.strip() for part in text.split(";") if part.strip())
    if column.kind == "yes/no":
        return _yes_or_no(column, text, refuse)
    if column.kind == "choice":
        return _choice(column, text, refuse)
    return _number(column, cell, text, refuse)


def _yes_or_no(column: Column, text: str, refuse: Refuse) -> bool:
    word = text.casefold().removesuffix(".0")
    if word in YES or word in NO:
        return word in YES
    raise refuse(
        column.name,
        _("“%(text)s” is neither yes nor no.", text=text),
        _("Write yes or no, or leave it empty if not known."),
    )


def _choice(column: Column, text: str, refuse: Refuse) -> Any:
    for member in CHOICES[column.name]:
        if text.casefold() == member.value.casefold():
            return member
    raise refuse(
        column.name,
        _("“%(text)s” is not one of the words for %(name)s.", text=text, name=column.name),
        _("Write: %(names)s.", names=", ".join(column.allowed)),
    )


def _number(column: Column, cell: Cell, text: str, refuse: Refuse) -> float | int:
    try:
        number = float(cell) if isinstance(cell, int | float) else float(text)
    except ValueError:
        raise refuse(
            column.name, _("“%(text)s” is not a number.", text=text), _("Write it with a decimal point, such as 0.68.")
        ) from None
    if not math.isfinite(number):
        raise refuse(
            column.name, _("“%(text)s” is not a number.", text=text), _("Leave the cell empty if it is not known.")
        )
    if column.kind == "share" and not 0 <= number <= 1:
        raise refuse(
            column.name, _("%(text)s is not a share.", text=text), _("Write a fraction between 0 and 1: 0.37 for 37 %.")
        )
    if column.kind == "count":
        if not number.is_integer() or number < 0:
            raise refuse(column.name, _("%(text)s is not a count.", text=text), _("Write a whole number."))
        return int(number)
    return number


def plain_refusal(field: str, text: str, remedy: str) -> BadInput:
    """Make an error where there is no file to point into."""
    return BadInput(_("%(field)s: %(text)s", field=field, text=text), remedy, code=f"study.{field}")


assert {column.field.partition(".")[0] for column in STUDY_COLUMNS} <= {field.name for field in fields(Study)}
