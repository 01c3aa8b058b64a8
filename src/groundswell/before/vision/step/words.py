"""The vision in words: what a list is for, the fields in short, versions side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.dateparse import parse_date
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groundswell.before.vision.models import Vision
from groundswell.before.vision.selectors import COLUMNS, LISTS
from groundswell.kit.style import day_written, drawing_style
from groundswell.kit.style import written as number_written

LIST_WORDS: dict[str, Promise | str] = {
    "areas": gettext_lazy("How much in which area?"),
    "stages": gettext_lazy("Which stages lie between the pilot and the whole?"),
    "people": gettext_lazy("Who has time for it, and who pays for that time?"),
    "partners": gettext_lazy("Who might carry the approach later, and was it invited to the pilot?"),
    "ledger": gettext_lazy("Who sees to which step, by when?"),
    "minutes": gettext_lazy("Who discussed it, and what did they object?"),
}
NAMES: dict[str, Promise | str] = {
    "areas": gettext_lazy("Targets by area"),
    "stages": gettext_lazy("Stages"),
    "people": gettext_lazy("Point people"),
    "partners": gettext_lazy("Possible partners"),
    "ledger": gettext_lazy("Step ledger"),
    "minutes": gettext_lazy("Minutes"),
    "floors": gettext_lazy("Qualities that may never fall"),
}
DAYS = {"by", "owner_contacted_on", "contacted_on", "pilot_ends_on", "starts_on", "ends_on", "due", "held_on"}
SHARES = {"coverage", "time"}
SHEET = tuple(name for name in COLUMNS if name not in ("owner_contacted_on", "pilot_ends_on"))


def in_short(vision: Vision, columns: Sequence[str] = COLUMNS) -> list[tuple[str, str]]:
    """The vision's own fields with their names, each in words; a dash where nothing is written."""
    rows = []
    for column in columns:
        value = getattr(vision, column)
        rows.append((_label(column), _value(column, value.isoformat() if column in DAYS and value else value)))
    return rows


@dataclass(frozen=True)
class Cell:
    """A piece of what a version says of a field.

    Args:
        text: The piece in words.
        only_here: Whether the version beside it does not say it.
    """

    text: str
    only_here: bool


@dataclass(frozen=True)
class Compared:
    """One field of two versions.

    Args:
        label: Its name.
        old: What the older one says.
        new: What the newer one says.
    """

    label: str
    old: tuple[Cell, ...]
    new: tuple[Cell, ...]

    @property
    def differs(self) -> bool:
        """Whether the two say something else."""
        return any(cell.only_here for cell in (*self.old, *self.new))


def compared(old: dict[str, Any], new: dict[str, Any]) -> list[Compared]:
    """Each field of two frozen versions, piece by piece: what only one of them says is marked."""
    found = []
    for name in (*COLUMNS, *NAMES):
        label = str(NAMES[name]) if name in NAMES else _label(name)
        before, after = _pieces(name, old.get(name)), _pieces(name, new.get(name))
        found.append(Compared(label, _marked(before, after), _marked(after, before)))
    return found


def _marked(pieces: list[str], others: list[str]) -> tuple[Cell, ...]:
    return tuple(Cell(piece, piece not in others) for piece in pieces)


def _pieces(name: str, value: Any) -> list[str]:
    """What a version says of one field: a list by its rows, everything else as one piece."""
    if name == "floors":
        return list(value or ())
    if name not in LISTS:
        return [] if value in (None, "", []) else [_value(name, value)]
    return [words for row in value or () if (words := _row(name, row))]


def _label(column: str) -> str:
    return capfirst(str(Vision._meta.get_field(column).verbose_name))  # type: ignore[union-attr]


def _row(name: str, row: dict[str, Any]) -> str:
    """A frozen row in words; a step of which nothing was written says nothing."""
    cells = {column: _value(column, value) for column, value in row.items() if value not in (None, "", [], False)}
    if name == "ledger":
        cells.pop("state")
        if len(cells) == 1:
            return ""
        cells["step"] = _("step %(number)s") % {"number": cells["step"]}
    return ", ".join(cells.values())


def _value(column: str, value: Any) -> str:
    if value in (None, "", []):
        return "–"
    if column == "growth":
        words = dict(Vision.GROWTH)
        return ", ".join(str(words.get(kind, kind)) for kind in value)
    if column == "role":
        return {"lead": _("lead"), "deputy": _("deputy"), "owner": _("owner of a step")}[value]
    if column == "took_part":
        return _("took part in the pilot")
    if column in DAYS:
        day = parse_date(str(value))
        return day_written(day) if day else str(value)
    if column in SHARES:
        return drawing_style().percent(value, 0)
    return number_written(value) if isinstance(value, int) else str(value)
