"""What makes a country unfit to plan: unknown names, doubles, contradictions; each with its sheet, row and remedy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from groundswell.domain.planner.country import Country
from groundswell.domain.said import Said
from groundswell.domain.said import said as _

MOST_PLACES = 200_000


@dataclass(frozen=True)
class Problem:
    """Something that must be mended before a plan can be made.

    Args:
        sheet: Name of the sheet.
        index: Which of its records, from 0; None for the sheet itself.
        field: Its column.
        text: What is wrong.
        remedy: What to do.
    """

    sheet: str
    index: int | None
    field: str
    text: Said
    remedy: Said


def problems(country: Country) -> tuple[Problem, ...]:
    """All problems of a country, in the order of its sheets.

    Args:
        country: As it was read.
    """
    found = (_size(country), _doubles(country), _names(country), _times(country))
    return tuple(problem for each in found for problem in each)


def _size(country: Country) -> Iterator[Problem]:
    if not country.places:
        yield Problem("places", None, "code", _("There is no place."), _("Give one row for each community."))
    if len(country.places) > MOST_PLACES:
        words = _("There are %(n)s places; a plan takes %(most)s.", n=len(country.places), most=MOST_PLACES)
        yield Problem("places", None, "code", words, _("Plan one part of the country at a time."))


def _doubles(country: Country) -> Iterator[Problem]:
    for sheet in ("places", "districts", "regions", "packages", "teams", "hosts", "masters", "funds"):
        yield from _repeated(sheet, "code", [each.code for each in getattr(country, sheet)])
    yield from _repeated("reach", "district", [f"{each.team} {each.district}" for each in country.reach])


def _repeated(sheet: str, field: str, codes: Iterable[str]) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, code in enumerate(codes):
        if not code.strip():
            yield Problem(sheet, index, field, _("The code is missing."), _("Give every row a code of its own."))
        elif code in seen:
            words = _("“%(code)s” stands here twice.", code=code)
            yield Problem(sheet, index, field, words, _("Keep one row for each."))
        seen.add(code)


def _names(country: Country) -> Iterator[Problem]:
    known = {
        sheet: {each.code for each in getattr(country, sheet)} for sheet in ("districts", "regions", "teams", "funds")
    }
    links = (
        ("places", "district", "districts"), ("districts", "region", "regions"), ("reach", "team", "teams"),
        ("reach", "district", "districts"), ("hosts", "regions", "regions"), ("masters", "regions", "regions"),
        ("funds", "regions", "regions"), ("tranches", "fund", "funds"),
    )  # fmt: skip
    for sheet, field, other in links:
        for index, record in enumerate(getattr(country, sheet)):
            value = getattr(record, field)
            for name in (value,) if isinstance(value, str) else value:
                if name not in known[other]:
                    words = _("“%(name)s” is not in the sheet %(sheet)s.", name=name, sheet=other)
                    yield Problem(sheet, index, field, words, _("Correct it, or add its row there."))


def _times(country: Country) -> Iterator[Problem]:
    rules = country.rules
    last = rules.quarters - rules.least_exposure - 1
    if last < 0:
        words = _("No start leaves %(n)s quarters in a plan of %(all)s.", n=rules.least_exposure, all=rules.quarters)
        yield Problem("settings", None, "least_exposure", words, _("Plan for longer, or ask for fewer."))
        return
    for index, place in enumerate(country.places):
        by = place.promised_by
        if by is not None and min(by, last) < place.earliest:
            words = _("It is promised by %(by)s, but may not start before %(first)s.", by=rules.named(min(by, last)),
                      first=rules.named(place.earliest))  # fmt: skip
            yield Problem("places", index, "promised_by", words, _("Change one of the two quarters."))
    for index, fund in enumerate(country.funds):
        if fund.last is not None and fund.last < fund.first:
            yield Problem("funds", index, "last", _("It ends before it begins."), _("Change one of the two quarters."))
    for index, tranche in enumerate(country.tranches):
        if not 0 <= tranche.quarter < rules.quarters:
            words = _("%(quarter)s lies outside the plan.", quarter=rules.named(tranche.quarter))
            remedy = _("Correct the quarter, or leave the row out; write what is already there in the first quarter.")
            yield Problem("tranches", index, "quarter", words, remedy)
