"""Places: names in several languages, codes, populations, other spellings, identifiers, coordinates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groundswell.across.exchange.formats.tables import Cell
from groundswell.across.exchange.formats.workbook import Column
from groundswell.across.exchange.services.tables.naming import PlaceWords
from groundswell.across.exchange.services.tables.spec import (
    Desk,
    Kept,
    ListColumn,
    RoundTrip,
    Wanted,
    joined,
    listed,
    one_by_one,
    reason_column,
)
from groundswell.domain.errors import BadInput
from groundswell.ground.places.models import Place, Population
from groundswell.ground.places.selectors import places_within
from groundswell.ground.places.services import change_place, open_place
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit

NAME_IN, PEOPLE_IN = "name:", "population:"
PLAIN = ("code", "name", "latitude", "longitude")


def languages_of(program: Program) -> list[str]:
    """Languages in which places have names of their own: those of the program."""
    return [str(tag) for tag in program.languages]


def years_of(permit: Permit) -> list[int]:
    """Years with a population, and this year."""
    rows = Population.objects.filter(place__in=places_within(permit)).order_by().values_list("year", flat=True)
    return sorted({*rows.distinct(), timezone.localdate().year})


def columns(permit: Permit, program: Program) -> Sequence[Column]:
    """The columns of places."""
    return (
        Column("code", _("Code")),
        Column("name", _("Name"), required=True, width=24),
        *(Column(f"{NAME_IN}{tag}", _("Name in %(language)s") % {"language": tag}) for tag in languages_of(program)),
        Column("parent", _("Place above"), width=20),
        *(
            Column(f"{PEOPLE_IN}{year}", _("Population %(year)s") % {"year": year}, "whole")
            for year in years_of(permit)
        ),
        Column("languages", _("Languages spoken")),
        ListColumn("aliases", _("Other names"), width=24),
        ListColumn("identifiers", _("Numbers in other systems"), width=24),
        Column("latitude", _("Latitude"), "number", unit="°"),
        Column("longitude", _("Longitude"), "number", unit="°"),
        reason_column(_("Why it changes")),
    )


def rows(permit: Permit, program: Program) -> Iterator[Kept]:
    """Open places that the person may see, in the order of the tree; five queries."""
    return (row for _number, row in told(program, places_within(permit)))


def page(permit: Permit, program: Program, after: int, limit: int) -> Iterator[tuple[int, Kept]]:
    """So many open places after the one with a number, in the order they were opened."""
    return told(program, places_within(permit).filter(pk__gt=after).order_by("pk"), limit)


def told(program: Program, found: QuerySet[Place], limit: int | None = None) -> Iterator[tuple[int, Kept]]:
    """Open places as rows, each with its number."""
    words = PlaceWords(program)
    kept = found.filter(closed_on=None).defer("geometry", "drawing")[:limit]
    for place in kept.prefetch_related("identifiers", "aliases", "populations"):
        yield place.pk, Kept(str(place.key), str(place), cells_of(place, words.said.get(place.parent_id or 0)), place)


def cells_of(place: Place, parent: str | None) -> dict[str, Cell]:
    """The cells of one place."""
    cells: dict[str, Cell] = {name: getattr(place, name) for name in PLAIN}
    cells |= {f"{NAME_IN}{tag}": text for tag, text in place.names.items()}
    cells |= {f"{PEOPLE_IN}{row.year}": row.persons for row in place.populations.all()}
    return cells | {
        "parent": parent,
        "languages": joined(place.languages),
        "aliases": joined(sorted(row.name for row in place.aliases.all())),
        "identifiers": joined(sorted(f"{row.system}={row.value}" for row in place.identifiers.all())),
    }


def values_of(row: Wanted, only: Sequence[str]) -> dict[str, Any]:
    """The arguments for ``open_place`` and ``change_place`` that some cells make."""
    values: dict[str, Any] = {}
    for key in only:
        if key in ("code", "name"):
            values[key] = row.text(key)
        elif key in PLAIN:
            values[key] = row.cells.get(key)
        elif key in ("languages", "aliases"):
            values[key] = listed(row.cells.get(key))
        elif key == "identifiers":
            values[key] = pairs(listed(row.cells.get(key)))
    if any(key.startswith(NAME_IN) for key in only):
        values["names"] = {
            key.removeprefix(NAME_IN): row.text(key) for key in row.cells if key.startswith(NAME_IN) and row.text(key)
        }
    if any(key.startswith(PEOPLE_IN) for key in only):
        people = {key.removeprefix(PEOPLE_IN): cell for key, cell in row.cells.items() if key.startswith(PEOPLE_IN)}
        values["populations"] = {year: cell for year, cell in people.items() if cell is not None}
        values["population_source"] = _("table of places")
    return values


def pairs(texts: Sequence[str]) -> list[tuple[str, str]]:
    """Identifiers written as system=number.

    Raises:
        BadInput: One has no equals sign.
    """
    found = [tuple(part.strip() for part in text.split("=", 1)) for text in texts]
    if wrong := next((text for text, pair in zip(texts, found, strict=True) if len(pair) < 2), ""):
        raise BadInput(
            _("“%(text)s” does not say of which system it is.") % {"text": wrong},
            _("Write for example dhis2=O6uvpzGd5pu."),
        )
    return [(system, number) for system, number in found]


def change(desk: Desk, row: Wanted) -> None:
    """Change one place.

    Raises:
        BadInput: The row would move it: only a person does, on its own page, so that its past is kept.
    """
    assert row.before is not None
    if "parent" in row.differing:
        raise BadInput(
            _("%(place)s would stand beneath another place.") % {"place": row.before.label},
            _("Move it on its own page first, so that its past is kept."),
            code="table.moved",
        )
    place: Place = row.before.item
    change_place(desk.permit.because(row.reason), place, version=place.version, **values_of(row, row.differing))


def add(desk: Desk, row: Wanted) -> None:
    """Add one place beneath the place named above it."""
    above = desk.words.place(row.text("parent")) if row.text("parent") else desk.program.root
    said = [key for key, cell in row.cells.items() if cell is not None and key != "parent"]
    desk.words.learn(open_place(desk.permit.because(row.reason), above, **values_of(row, said)))


PLACES = RoundTrip(
    "places", gettext_lazy("Places"), "places.place.read", columns, rows, one_by_one(change, add),
    identity=("code",), page=page,
)  # fmt: skip
