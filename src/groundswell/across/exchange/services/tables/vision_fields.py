"""The vision's own fields, one row each: target, unit, date, future owner, assumptions and what costs too much."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groundswell.across.exchange.formats.workbook import Column
from groundswell.across.exchange.services.tables.fields import field_of, kind_of, title_of
from groundswell.across.exchange.services.tables.inputs import number
from groundswell.across.exchange.services.tables.rules import add
from groundswell.across.exchange.services.tables.spec import Desk, Kept, RoundTrip, Wanted, joined, listed, one_by_one
from groundswell.before.vision.models import Vision
from groundswell.before.vision.selectors import COLUMNS, vision_of
from groundswell.before.vision.services import change_vision
from groundswell.domain.errors import BadInput
from groundswell.ground.people.models import Organisation
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit


def columns(permit: Permit, program: Program) -> Sequence[Column]:
    """What is asked, the answer, and how it is written."""
    return (
        Column("field", _("What"), locked=True, width=40),
        Column("value", _("Answer"), width=60),
        Column("how", _("How it is written"), locked=True, width=32),
    )


def rows(permit: Permit, program: Program) -> Iterator[Kept]:
    """The fields in their order."""
    vision = vision_of(permit.demand("vision.vision.read", program), program)
    for name in COLUMNS:
        title = title_of(field_of(Vision, name))
        cells = {"field": title, "value": said(vision, name), "how": how(name)}
        yield Kept(name, title, cells, vision)


def said(vision: Vision, name: str) -> str | None:
    """A field as a cell says it."""
    value: Any = getattr(vision, name)
    if value is None or value == "":
        return None
    if name == "growth":
        words = dict(Vision.GROWTH)
        return joined(str(words.get(kind, kind)) for kind in value)
    if isinstance(value, date):
        return value.isoformat()
    return f"{round(value * 100, 10):.12g}" if name == "coverage" else str(value)


def how(name: str) -> str:
    """How a field is written."""
    if name == "growth":
        return "; ".join(str(words) for _code, words in Vision.GROWTH)
    return {"date": _("a day: 2027-12-31"), "whole": _("a whole number"), "number": _("per cent")}.get(
        kind_of(field_of(Vision, name)), ""
    )


def change(desk: Desk, row: Wanted) -> None:
    """Write one field."""
    assert row.before is not None
    name, version = row.before.id, vision_of(desk.permit, desk.program).version
    change_vision(desk.permit, desk.program, version, **{name: meant(name, row)})


def meant(name: str, row: Wanted) -> Any:
    """What a field keeps of a cell.

    Raises:
        BadInput: The cell cannot be read so.
    """
    field, text = field_of(Vision, name), row.text("value")
    if name in READERS:
        return READERS[name](text)
    if kind_of(field) == "date":
        return day(text)
    if kind_of(field) == "whole":
        return whole(text)
    return text


def kinds(text: str) -> list[str]:
    """Kinds of growth by their words."""
    codes = {str(words).casefold(): code for code, words in Vision.GROWTH}
    strange = [each for each in listed(text) if each.casefold() not in codes]
    if strange:
        raise BadInput(
            _("“%(text)s” is no kind of growth.") % {"text": strange[0]},
            _("Write one or more of: %(known)s.") % {"known": "; ".join(str(words) for _code, words in Vision.GROWTH)},
            code="table.growth",
        )
    return [codes[each.casefold()] for each in listed(text)]


def organisation(text: str) -> Organisation | None:
    """An organisation by its name."""
    if not text:
        return None
    found = Organisation.objects.filter(name__iexact=text).first()
    if found is None:
        raise BadInput(
            _("No organisation is called “%(name)s”.") % {"name": text}, _("Record it on the page of people first."),
            code="table.organisation",
        )  # fmt: skip
    return found


def share(text: str) -> float | None:
    """Per cent as a fraction."""
    if not text:
        return None
    value = number(text)
    if not 0 <= value <= 100:
        raise BadInput(_("A share lies between 0 and 100 per cent."), _("Correct the coverage."), code="table.share")
    return value / 100


def whole(text: str) -> int | None:
    """A whole number from zero."""
    if not text:
        return None
    value = number(text)
    if value != int(value) or value < 0:
        raise BadInput(_("“%(text)s” is not a whole number.") % {"text": text}, _("Write digits."), code="number.wrong")
    return int(value)


def day(text: str) -> date | None:
    """A day."""
    if not text:
        return None
    try:
        found = parse_date(text[:10])
    except ValueError:
        found = None
    if found is None:
        raise BadInput(_("“%(text)s” is not a day.") % {"text": text}, _("Write it as 2027-12-31."), code="table.day")
    return found


READERS: dict[str, Callable[[str], Any]] = {"growth": kinds, "future_owner": organisation, "coverage": share}
VISION = RoundTrip(
    "vision", gettext_lazy("The vision itself"), "vision.vision.read", columns, rows, one_by_one(change, add)
)
