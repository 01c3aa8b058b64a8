"""Studies, one row each, with a pair of columns for each domain of bias."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groundswell.across.exchange.formats.kinds import FileKind
from groundswell.across.exchange.formats.sheets import sheet_names
from groundswell.across.exchange.formats.tables import Cell, Frame, Row, Table, table_from_bytes
from groundswell.across.exchange.formats.workbook import Column, Kind
from groundswell.across.exchange.services.reading import Opened
from groundswell.across.exchange.services.tables.fields import (
    cell_of,
    column_for,
    dict_of,
    field_of,
    stored_of,
    title_of,
)
from groundswell.across.exchange.services.tables.spec import Desk, Kept, RoundTrip, Wanted, one_by_one, reason_column
from groundswell.before.evidence.models import RiskOfBias, Study
from groundswell.before.evidence.selectors import study_rows
from groundswell.before.evidence.selectors.frozen import OF_ARM, study_value
from groundswell.before.evidence.services import Standing, change_study, record_study
from groundswell.domain.errors import BadInput
from groundswell.domain.evidence.columns import STUDY_COLUMNS, study_from
from groundswell.domain.evidence.columns import Column as DomainColumn
from groundswell.domain.evidence.study import BiasDomain, Risk
from groundswell.domain.evidence.study import RiskOfBias as Bias
from groundswell.domain.evidence.study import Study as StudyValue
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit

STANDING = ("own", "counts")
RISK, BECAUSE, BIAS_SHEET = "risk:", "because:", "risk_of_bias"
KINDS: Mapping[str, Kind] = {"number": "number", "share": "number", "count": "whole", "yes/no": "truth"}


def stored_name(column: DomainColumn) -> str:
    """The field of the stored study that a column of the domain fills.

    Example:
        >>> [stored_name(column) for column in STUDY_COLUMNS if column.name in ("study", "events_control", "lower")]
        ['name', 'events_control', 'lower']
    """
    whole, _dot, part = column.field.partition(".")
    if whole in ("treated", "control") and part in OF_ARM:
        return f"{whole}_{part}"
    return {"id": "name"}.get(whole, part or whole)


def study_column(column: DomainColumn) -> Column:
    """One column of the study itself, titled in the words of the form."""
    name = stored_name(column)
    over: dict[str, Any] = {"key": column.name, "kind": KINDS.get(column.kind, "text")}
    return replace(column_for(Study, name, required=column.name in ("study", "design")), **over)


def bias_columns() -> Iterator[Column]:
    """Risk and reason of each domain of bias."""
    domains = dict_of(field_of(RiskOfBias, "domain"))
    because = title_of(field_of(RiskOfBias, "because"))
    for code, words in domains.items():
        yield column_for(
            RiskOfBias, "risk", key=f"{RISK}{code}", title=_("Risk of bias: %(domain)s") % {"domain": words}
        )
        yield Column(f"{BECAUSE}{code}", f"{because}: {words}", width=24)


def columns(permit: Permit, program: Program) -> Sequence[Column]:
    """The columns of studies."""
    return (
        *map(study_column, STUDY_COLUMNS),
        *bias_columns(),
        *(column_for(Study, name) for name in STANDING),
        reason_column(_("Why it changes")),
    )


def rows(permit: Permit, program: Program) -> Iterator[Kept]:
    """The studies that stand, by year and name; three queries."""
    risks = dict_of(field_of(RiskOfBias, "risk"))
    for row in study_rows(permit, program):
        cells: dict[str, Cell] = {column.name: cell_of(row, stored_name(column)) for column in STUDY_COLUMNS}
        cells |= {name: getattr(row, name) for name in STANDING}
        for entry in row.risks.all():
            cells |= {f"{RISK}{entry.domain}": risks[entry.risk], f"{BECAUSE}{entry.domain}": entry.because}
        if row.estimate is None:
            cells["level"] = None
        yield Kept(str(row.key), row.name, cells, row)


def value_of(row: Wanted) -> StudyValue:
    """The study that a row describes; subgroups, which have no columns, stay as they are.

    Raises:
        BadInput: A cell cannot be used.
    """
    said = {column.name: told(column, row.cells.get(column.name)) for column in STUDY_COLUMNS}
    study = replace(study_from(said, refusal), risk_of_bias=tuple(biases(row)))
    return replace(study, subgroups=study_value(row.before.item).subgroups) if row.before else study


def told(column: DomainColumn, cell: Cell) -> Cell:
    """A cell as the domain reads it: choices by their code, yes and no by their words."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if column.kind == "choice" and cell:
        code = stored_of(Study, stored_name(column), cell)
        return str(code)
    return cell


def refusal(field: str, text: str, remedy: str) -> BadInput:
    """The refusal of one field, by its title."""
    column = next(column for column in STUDY_COLUMNS if column.name == field)
    return BadInput(f"{title_of(field_of(Study, stored_name(column)))}: {text}", remedy, code=f"study.{field}")


def biases(row: Wanted) -> Iterator[Bias]:
    """The judgements of bias that a row holds.

    Raises:
        BadInput: A reason stands without its judgement.
    """
    for domain in BiasDomain:
        risk, because = row.text(f"{RISK}{domain.value}"), row.text(f"{BECAUSE}{domain.value}")
        if risk:
            yield Bias(domain, Risk(stored_of(RiskOfBias, "risk", risk)), because)
        elif because:
            raise BadInput(
                _("“%(text)s” stands as a reason, but the risk of bias is blank.") % {"text": because},
                _("Choose the risk, or empty the reason."),
                code="study.bias",
            )


def standing(row: Wanted) -> Standing:
    """Whether it is our own pilot, and whether it counts."""
    own, counts = row.cells.get("own"), row.cells.get("counts")
    return Standing(own is True, counts is not False)


def change(desk: Desk, row: Wanted) -> None:
    """Change one study."""
    assert row.before is not None
    study: Study = row.before.item
    change_study(desk.permit.because(row.reason), study, value_of(row), standing(row), version=study.version)


def add(desk: Desk, row: Wanted) -> None:
    """Record one study."""
    record_study(desk.permit.because(row.reason), desk.program, value_of(row), standing(row))


def gathered(file: Opened) -> Table:
    """The sheets ``studies`` and ``risk_of_bias`` of the command line's workbook as one table, without its guidance."""
    assert file.table is not None
    sheet = without_guidance(file.table)
    if file.kind is not FileKind.WORKBOOK or BIAS_SHEET not in sheet_names(file.data, name=file.name):
        return sheet
    judged: dict[str, dict[str, Cell]] = defaultdict(dict)
    for row in without_guidance(table_from_bytes(file.data, sheet=BIAS_SHEET, name=file.name)):
        domain = row.text("domain").casefold()
        judged[row.text("study")] |= {f"{RISK}{domain}": row.get("risk"), f"{BECAUSE}{domain}": row.get("because")}
    keys = [f"{part}{domain.value}" for domain in BiasDomain for part in (RISK, BECAUSE)]
    headers = (*sheet.headers, *keys)
    frame = Frame(sheet.name, sheet.sheet, headers)
    rows = (
        Row(frame, row.number, (*row.values, *(judged[row.text("study")].get(key) for key in keys))) for row in sheet
    )
    return replace(sheet, headers=headers, rows=tuple(rows))


def without_guidance(sheet: Table) -> Table:
    """The sheet without the rows in which every filled cell begins with the template's dot."""
    filled = ((row, [cell for cell in row.values if cell is not None]) for row in sheet)
    rows = (row for row, cells in filled if not all(isinstance(cell, str) and cell.startswith("·") for cell in cells))
    return replace(sheet, rows=tuple(rows))


STUDIES = RoundTrip(
    "studies", gettext_lazy("Studies"), "evidence.study.read", columns, rows, one_by_one(change, add),
    identity=("study",), gathered=gathered,
)  # fmt: skip
