"""Where the program works, and its waves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groundswell.across.exchange.formats.workbook import Column
from groundswell.across.exchange.services.tables.fields import column_for
from groundswell.across.exchange.services.tables.naming import PlaceWords
from groundswell.across.exchange.services.tables.spec import Desk, Kept, RoundTrip, Wanted, one_by_one
from groundswell.ground.programs.models import Program, Site, Wave
from groundswell.ground.programs.selectors import sites_of, waves_of
from groundswell.ground.programs.services import SiteFacts, set_sites, set_wave
from groundswell.kit.door import Permit


def columns(permit: Permit, program: Program) -> Sequence[Column]:
    """The columns of places where the program works."""
    return (
        Column("place", _("Place"), required=True),
        Column("place_name", _("Name of the place"), locked=True, width=24),
        Column("wave", _("Wave"), "whole"),
        Column("partner", _("Partner"), width=24),
        column_for(Site, "depth"),
        column_for(Site, "trainer"),
        column_for(Site, "started_on"),
        column_for(Site, "stopped_on"),
    )


def rows(permit: Permit, program: Program) -> Iterator[Kept]:
    """The places where the program works, in the order of the tree."""
    words = PlaceWords(program)
    for row in sites_of(permit, program):
        cells = {
            "place": words.said.get(row.place_id), "place_name": str(row.place), "depth": row.depth,
            "wave": row.wave.number if row.wave else None, "partner": row.partner.name if row.partner else None,
            "trainer": row.trainer, "started_on": row.started_on, "stopped_on": row.stopped_on,
        }  # fmt: skip
        yield Kept(str(row.key), str(row.place), cells, row)


def write(desk: Desk, wanted: Sequence[Wanted]) -> None:
    """Say for many places how the program works there; a blank cell takes away what stood there."""
    facts = [
        SiteFacts(
            row.before.item.place_id if row.before else desk.words.meant(row.text("place")),
            trainer=row.text("trainer"), partner=row.text("partner"), wave=whole(row, "wave"),
            depth=whole(row, "depth"), started_on=day(row, "started_on"), stopped_on=day(row, "stopped_on"),
        )
        for row in wanted
    ]  # fmt: skip
    set_sites(desk.permit, desk.program, facts, clear=True)


def whole(row: Wanted, key: str) -> int | None:
    """A whole number of a row."""
    cell: Any = row.cells.get(key)
    return None if cell is None else int(cell)


def day(row: Wanted, key: str) -> date | None:
    """A day of a row."""
    cell = row.cells.get(key)
    return cell if isinstance(cell, date) else None


def wave_columns(permit: Permit, program: Program) -> Sequence[Column]:
    """The columns of waves."""
    return (
        Column("number", _("Wave"), "whole", required=True),
        column_for(Wave, "starts_on"),
        column_for(Wave, "planned_sites"),
        Column("sites", _("Places in it"), "whole", locked=True),
    )


def wave_rows(permit: Permit, program: Program) -> Iterator[Kept]:
    """The waves by number."""
    for row in waves_of(permit, program):
        cells = {
            "number": row.number, "starts_on": row.starts_on, "planned_sites": row.planned_sites,
            "sites": row.n_sites,  # type: ignore[attr-defined]
        }  # fmt: skip
        yield Kept(str(row.key), str(row), cells, row)


def keep_wave(desk: Desk, row: Wanted) -> None:
    """Add or change one wave."""
    set_wave(
        desk.permit, desk.program, whole(row, "number") or 0, starts_on=day(row, "starts_on"),
        planned_sites=whole(row, "planned_sites"),
    )  # fmt: skip


SITES = RoundTrip(
    "sites", gettext_lazy("Places where the program works"), "programs.program.read", columns, rows, write,
    identity=("place",), fixed=("place",), one_by_one=False,
)  # fmt: skip
WAVES = RoundTrip(
    "waves", gettext_lazy("Waves"), "programs.program.read", wave_columns, wave_rows, one_by_one(keep_wave, keep_wave),
    identity=("number",), fixed=("number",),
)  # fmt: skip
