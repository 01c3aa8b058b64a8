"""The vision in words: what a list is for, the fields in short, versions side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.dateparse import parse_date
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groundswell.before.vision.models import Adoption, Vision
from groundswell.before.vision.selectors import COLUMNS, LISTS
from groundswell.kit.style import day_written, drawing_style
from groundswell.kit.style import written as number_written

LIST_WORDS: dict[str, Promise | str] = {
    "areas": gettext_lazy("How much in which area?"),
    "stages": gettext_lazy("Which stages lie between the pilot and the whole?"),
    "people": gettext_lazy("Who has time for it, and who pays for that time?"),
    "ledger": gettext_lazy("Who sees to which step, by when?"),
    "minutes": gettext_lazy("Who discussed it, and what did they object?"),
}
NAMES: dict[str, Promise | str] = {
    "areas": gettext_lazy("Targets by area"),
    "stages": gettext_lazy("Stages"),
    "people": gettext_lazy("Point people"),
    "ledger": gettext_lazy("Step ledger"),
    "minutes": gettext_lazy("Minutes"),
    "floors": gettext_lazy("Qualities that may never fall"),
}
DAYS = {"by", "owner_contacted_on", "pilot_ends_on", "starts_on", "ends_on", "due", "held_on"}
SHARES = {"coverage", "time"}


def in_short(vision: Vision) -> list[tuple[str, str]]:
    """The vision's own fields with their names, each in words; a dash where nothing is written."""
    rows = []
    for column in COLUMNS:
        value = getattr(vision, column)
        rows.append((_label(column), _value(column, value.isoformat() if column in DAYS and value else value)))
    return rows


def compared(versions: Sequence[Adoption]) -> list[tuple[str, list[str], bool]]:
    """Each field of several versions side by side, the latest first, and whether they differ."""
    table = []
    for name in (*COLUMNS, *NAMES):
        cells = [_frozen(name, version.frozen.get(name)) for version in versions]
        label = str(NAMES[name]) if name in NAMES else _label(name)
        table.append((label, cells, len(set(cells)) > 1))
    return table


def _label(column: str) -> str:
    return capfirst(str(Vision._meta.get_field(column).verbose_name))  # type: ignore[union-attr]


def _frozen(name: str, value: Any) -> str:
    if name == "floors":
        return "; ".join(value or ()) or "–"
    if name not in LISTS:
        return _value(name, value)
    return "; ".join(_row(name, row) for row in value or () if _row(name, row)) or "–"


def _row(name: str, row: dict[str, Any]) -> str:
    """A frozen row in words; a step of which nothing was written says nothing."""
    cells = {column: _value(column, value) for column, value in row.items() if value not in (None, "", [])}
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
    if column in DAYS:
        day = parse_date(str(value))
        return day_written(day) if day else str(value)
    if column in SHARES:
        return drawing_style().percent(value, 0)
    return number_written(value) if isinstance(value, int) else str(value)
