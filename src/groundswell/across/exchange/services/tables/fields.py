"""Columns of a table made from columns of the database: kind, words, allowed values."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from groundswell.across.exchange.formats.tables import Cell, shown
from groundswell.across.exchange.formats.workbook import Column, Kind
from groundswell.across.exchange.services.tables.spec import ChoiceColumn
from groundswell.domain.errors import BadInput

KINDS: tuple[tuple[type[models.Field[Any, Any]], Kind], ...] = (
    (models.BooleanField, "truth"),
    (models.FloatField, "number"),
    (models.IntegerField, "whole"),
    (models.DateField, "date"),
)
NARROW, WIDE = 14, 32


def field_of(model: type[models.Model], name: str) -> models.Field[Any, Any]:
    """The field of that name."""
    return model._meta.get_field(name)  # type: ignore[return-value]


def kind_of(field: models.Field[Any, Any]) -> Kind:
    """What cells of a field hold."""
    return next((kind for family, kind in KINDS if isinstance(field, family)), "text")


def title_of(field: models.Field[Any, Any]) -> str:
    """The field's words, with a capital first letter."""
    words = str(field.verbose_name)
    return words[:1].upper() + words[1:]


def column_for(model: type[models.Model], name: str, **over: Any) -> Column:
    """The column of a table that shows a field.

    Args:
        model: The table of the database.
        name: The field.
        **over: Arguments of :class:`Column` that differ.
    """
    field = field_of(model, name)
    choices = {str(code): str(label) for code, label in field.flatchoices if code not in (None, "")}
    kind = kind_of(field)
    width = WIDE if kind == "text" and not choices else NARROW
    told: dict[str, Any] = {"title": title_of(field), "kind": kind, "width": width}
    if choices:
        told |= {"kind": "text", "allowed": tuple(choices.values()), "codes": tuple(choices.items())}
        return ChoiceColumn(**{"key": name} | told | over)
    return Column(**{"key": name} | told | over)


def cell_of(row: models.Model, name: str) -> Cell:
    """The cell that shows a field of a record: a choice by its words, a list by semicolons."""
    field, value = field_of(type(row), name), getattr(row, name)
    if field.flatchoices:
        return dict_of(field).get(value)
    if isinstance(value, list | tuple):
        return "; ".join(map(str, value)) or None
    return None if value == "" else value


def dict_of(field: models.Field[Any, Any]) -> dict[Any, str | None]:
    """Words by code; none for the empty choice."""
    return {code: str(label) if code not in (None, "") else None for code, label in field.flatchoices}


def stored_of(model: type[models.Model], name: str, cell: Cell) -> Any:
    """What a field keeps of a cell.

    Raises:
        BadInput: The cell is blank, but the field needs a value.
    """
    field = field_of(model, name)
    if cell is None or cell == "":
        return blank_of(field)
    if field.flatchoices:
        return next(code for code, label in dict_of(field).items() if label == str(cell))
    if isinstance(field, models.JSONField):
        return [part.strip() for part in shown(cell).split(";") if part.strip()]
    return shown(cell) if kind_of(field) == "text" else cell


def blank_of(field: models.Field[Any, Any]) -> Any:
    """What a field keeps of a blank cell; where yes or no is asked, a blank is no.

    Raises:
        BadInput: It needs a value.
    """
    if field.null:
        return None
    if isinstance(field, models.BooleanField):
        return False
    if field.blank:
        return [] if isinstance(field, models.JSONField) else ""
    raise BadInput(
        _("“%(column)s” is blank.") % {"column": title_of(field)}, _("Fill in the cell."), code="table.blank"
    )
