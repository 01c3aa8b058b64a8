"""Values of indicators by pages: each page goes on where the one before ended, however many there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.core.signing import BadSignature, Signer
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from groundswell.across.exchange.selectors.imports import indicator_known
from groundswell.domain.errors import BadInput, NotFound
from groundswell.domain.monitoring.periods import parse_period
from groundswell.during.monitoring.models import Value
from groundswell.ground.places.models import Place
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit

_marks = Signer(salt="exchange.values")
FIELDS = ("place__key", "place__code", "place__name", "indicator__code", "period", "disaggregation", "numerator",
          "denominator", "value", "flag", "comment", "entered_at")  # fmt: skip


@dataclass(frozen=True)
class Wish:
    """Which values are wanted; all where nothing is said.

    Args:
        indicator: Code of the indicator.
        place: Key or code of a place; with all below it.
        first: Values from this period on, such as ``2025`` or ``2025-03``.
        last: Values up to this period.
        after: Where the page before ended, as it said.
        limit: How many at most.
    """

    indicator: str = ""
    place: str = ""
    first: str = ""
    last: str = ""
    after: str = ""
    limit: int = 200


@dataclass(frozen=True)
class ValuesPage:
    """Values, and where the next page goes on; empty at the end."""

    rows: Sequence[Mapping[str, object]]
    after: str


def values_by_page(permit: Permit, program: Program, wish: Wish) -> ValuesPage:
    """The values that the person may see in the order they were recorded; at most three queries.

    Args:
        permit: A permit for reading values.
        program: The program.
        wish: Which values.

    Raises:
        BadInput: A period, or the mark of the page before, cannot be read.
        NotFound: There is no such place, or not for this person.
    """
    permit = permit.demand("monitoring.value.read", program)
    rows = wanted(permit.scope(Value.objects.filter(indicator__program=program)), permit, program, wish)
    found = list(rows.order_by("id").values("id", *FIELDS)[: wish.limit + 1])
    more = len(found) > wish.limit
    found = found[: wish.limit]
    return ValuesPage(found, mark(found[-1]["id"]) if more else "")


def wanted(rows: QuerySet[Value], permit: Permit, program: Program, wish: Wish) -> QuerySet[Value]:
    """The rows narrowed to a wish.

    Raises:
        NotFound: There is no such indicator or place, or not for this person.
    """
    if wish.indicator:
        if not indicator_known(program, wish.indicator):
            raise NotFound(_("There is no such indicator."), _("Look at the table “indicators”."), code="exchange.code")
        rows = rows.filter(indicator__code=wish.indicator)
    if wish.place:
        place = place_meant(permit, program, wish.place)
        rows = rows.filter(place__path__gte=place.path, place__path__lt=place.end)
    if wish.first:
        rows = rows.filter(first_day__gte=parse_period(wish.first).first)
    if wish.last:
        rows = rows.filter(last_day__lte=parse_period(wish.last).last)
    return rows.filter(id__gt=mark_read(wish.after)) if wish.after else rows


def place_meant(permit: Permit, program: Program, text: str) -> Place:
    """The place of a program with a key or code, within the person's reach.

    Raises:
        NotFound: There is none, or not for this person.
    """
    inside = Place.objects.filter(path__gte=program.root.path, path__lt=program.root.end)
    place = permit.scope(inside, "places.place.read").filter(Q(key=as_key(text)) | Q(code=text)).first()
    if place is None:
        raise NotFound(_("There is no such place, or not for you."), _("Use its key or code."), code="exchange.place")
    return place


def as_key(text: str) -> UUID | None:
    """A text as a key, None where it is none."""
    try:
        return UUID(text)
    except ValueError:
        return None


def mark(number: int) -> str:
    """What tells the next page where this one ended; it tells nothing else."""
    return _marks.sign(str(number))


def mark_read(after: str) -> int:
    """The number at which a page goes on.

    Raises:
        BadInput: It was not given by the page before.
    """
    try:
        return int(_marks.unsign(after))
    except (BadSignature, ValueError) as error:
        raise not_given() from error


def not_given() -> BadInput:
    """That a mark was made by nobody here."""
    return BadInput(
        _("“after” was not given by a page before."), _("Follow the address under “next”."), code="exchange.after"
    )
