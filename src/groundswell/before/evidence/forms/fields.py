"""Fields that several forms of this room share: shares typed as per cent, yes-no-unknown, pasted tables."""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class Percent(forms.FloatField):
    """A share, typed as per cent and kept as a fraction."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"min_value": 0, "max_value": 100, "required": False} | options)
        self.widget.attrs["step"] = "any"

    def clean(self, value: Any) -> float | None:
        """The fraction."""
        percent = super().clean(value)
        return None if percent is None else percent / 100

    def prepare_value(self, value: Any) -> Any:
        """The fraction as per cent, without the dust of floating point; what a person typed stays as typed."""
        return f"{100 * value:.6g}" if isinstance(value, float) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the person typed another share than the stored one."""
        return super().has_changed(float(self.prepare_value(initial)) if initial is not None else None, data)


class YesNo(forms.TypedChoiceField):
    """Yes, no, or not recorded."""

    def __init__(self, **options: Any) -> None:
        choices = [("yes", gettext_lazy("yes")), ("no", gettext_lazy("no")), ("", gettext_lazy("not recorded"))]
        defaults: dict[str, Any] = {
            "choices": choices,
            "coerce": lambda word: word if isinstance(word, bool) else {"yes": True, "no": False}[word],
            "empty_value": None,
            "required": False,
            "widget": forms.RadioSelect,
        }
        super().__init__(**defaults | options)

    def prepare_value(self, value: Any) -> Any:
        """The choice that stands for a stored value."""
        return {True: "yes", False: "no", None: ""}.get(value, value)


@dataclass(frozen=True)
class Column:
    """A column of a pasted table.

    Args:
        name: Its head, in small letters.
        kind: ``text``, ``number`` or ``whole``.
        needed: Whether every row must fill it.
    """

    name: str
    kind: str = "text"
    needed: bool = False


def read_pasted(text: str, columns: Sequence[Column]) -> tuple[list[dict[str, Any]], list[str]]:
    """Read a table that was pasted or uploaded: separated by tab, semicolon or comma, with a head line.

    Args:
        text: The table.
        columns: The columns it may have.

    Returns:
        The rows, and a sentence for each fault with its row and field; row 1 is the head.
    """
    lines = list(csv.reader(StringIO(text.strip("\ufeff\n\r")), delimiter=separator_of(text)))
    if not lines:
        return [], [_("There is no row. Paste the table with its head line.")]
    heads = [head.strip().lower() for head in lines[0]]
    known = {column.name: column for column in columns}
    faults = faults_of_head(heads, columns)
    if faults:
        return [], faults
    rows: list[dict[str, Any]] = []
    for number, line in enumerate(lines[1:], 2):
        if any(cell.strip() for cell in line):
            row, wrong = read_line(number, dict(zip(heads, line, strict=False)), known)
            rows.append(row)
            faults += wrong
    return rows, faults


def separator_of(text: str) -> str:
    """The sign that separates the head's columns: tab before semicolon before comma."""
    head = text.strip("\ufeff\n\r").split("\n", 1)[0]
    return next((sign for sign in ("\t", ";") if sign in head), ",")


def faults_of_head(heads: Sequence[str], columns: Sequence[Column]) -> list[str]:
    """What is wrong with the head line."""
    names = [column.name for column in columns]
    faults = [
        _("Row 1: column “%(name)s” is not known. Take: %(names)s.") % {"name": head, "names": ", ".join(names)}
        for head in heads
        if head not in names
    ]
    faults += [
        _("Row 1: column “%(name)s” is missing.") % {"name": column.name}
        for column in columns
        if column.needed and column.name not in heads
    ]
    faults += [
        _("Row 1: column “%(name)s” stands twice.") % {"name": head} for head in {*heads} if heads.count(head) > 1
    ]
    return faults


def read_line(number: int, cells: Mapping[str, str], known: Mapping[str, Column]) -> tuple[dict[str, Any], list[str]]:
    """The values of one line, and a sentence for each cell that cannot be read."""
    row: dict[str, Any] = {}
    faults: list[str] = []
    for name, column in known.items():
        cell = (cells.get(name) or "").strip()
        if not cell and column.needed:
            faults.append(_("Row %(row)s, field %(field)s: it is empty.") % {"row": number, "field": name})
        try:
            row[name] = read_cell(cell, column.kind)
        except ValueError:
            faults.append(
                _("Row %(row)s, field %(field)s: “%(value)s” is not a number. Write it with a point, as 12.5.")
                % {"row": number, "field": name, "value": cell}
            )
    return row, faults


def read_cell(cell: str, kind: str) -> Any:
    """One cell: words, or a number, or None where a number is not given.

    Raises:
        ValueError: It is no number of that kind.
    """
    if kind == "text":
        return cell
    if not cell:
        return None
    value = float(cell.replace("\u00a0", "").replace(" ", ""))
    if not math.isfinite(value):
        raise ValueError(cell)
    if kind == "whole":
        if value != int(value):
            raise ValueError(cell)
        return int(value)
    return value
