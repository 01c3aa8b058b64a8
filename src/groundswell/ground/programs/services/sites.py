"""Where a program works: waves, sites by the thousand, and qualities that may never fall."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.domain.errors import BadInput, Conflict
from groundswell.ground.journal.services import changes, note, note_many
from groundswell.ground.people.models import Organisation
from groundswell.ground.places.models import Place
from groundswell.ground.programs.models import Program, QualityFloor, Site, Wave
from groundswell.kit.door import Permit

BATCH = 1000
COLUMNS = ("depth", "trainer", "started_on", "stopped_on")


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """How a program works at one place. None and empty mean "not said" and leave what is stored.

    Args:
        place: Number of the place.
        wave: Number of the wave; 0 is the pilot.
        depth: Hand-overs of the training since the original practitioners.
        trainer: Who trained there.
        partner: Name of the partner organisation; a new one is made.
        started_on: First day.
        stopped_on: First day on which it does not work there any more.
    """

    place: int
    wave: int | None = None
    depth: int | None = None
    trainer: str = ""
    partner: str = ""
    started_on: date | None = None
    stopped_on: date | None = None


@transaction.atomic
def set_sites(permit: Permit, program: Program, rows: Sequence[SiteFacts], *, clear: bool = False) -> tuple[int, int]:
    """Say where the program works, for many places at once; equal rows write nothing.

    Args:
        permit: A permit of the person.
        program: The program.
        rows: One per place; the last of several counts.
        clear: Whether what a row does not say is taken away, as on the form of one place.

    Returns:
        How many sites were added and changed.

    Raises:
        Conflict: A place lies outside the program's root.
    """
    permit = permit.demand("programs.site.change", program)
    wanted = {row.place: row for row in rows}
    _inside(program, wanted)
    stored = {site.place_id: site for site in Site.objects.select_for_update().filter(program=program)}
    waves, partners = _waves(program, wanted.values()), _partners(wanted.values())
    added, changed, noted = [], [], []
    for number, row in wanted.items():
        site = stored.get(number) or Site(program=program, place_id=number)
        given = {name: getattr(row, name) for name in COLUMNS}
        given |= {"wave_id": waves.get(row.wave), "partner_id": partners.get(row.partner)}
        values = given if clear else {name: value for name, value in given.items() if value not in (None, "")}
        old, new = changes({name: getattr(site, name) for name in values}, values)
        for name, value in new.items():
            setattr(site, name, value)
        if number not in stored:
            added.append(site)
        elif new:
            changed.append(site)
            noted.append((site, old, new))
    _write(permit, program, added, changed, noted)
    return len(added), len(changed)


def _write(permit: Permit, program: Program, added: list[Site], changed: list[Site], noted: list[Any]) -> None:
    Site.objects.bulk_create(added, batch_size=BATCH)
    Site.objects.bulk_update(changed, [*COLUMNS, "wave", "partner"], batch_size=BATCH)
    if changed:
        places = Place.objects.only("name", "names").in_bulk([site.place_id for site in changed])
        for site in changed:
            site.place = places[site.place_id]
        note_many(permit, noted)
    if added:
        note(permit, program, after={"places_added": len(added)})


def _inside(program: Program, numbers: Iterable[int]) -> None:
    """Refuse places outside the program's root.

    Raises:
        Conflict: There is one.
    """
    wanted, root = set(numbers), program.root
    inside = set(Place.objects.filter(path__gte=root.path, path__lt=root.end).values_list("pk", flat=True))
    if outside := wanted - inside:
        name = Place.objects.filter(pk__in=list(outside)[:1]).first() or next(iter(outside))
        raise Conflict(
            _("%(place)s does not lie in %(root)s, where the program is.") % {"place": name, "root": root},
            _("Choose a place inside it."),
            code="programs.outside",
        )


def _waves(program: Program, rows: Iterable[SiteFacts]) -> dict[int | None, int]:
    numbers = {row.wave for row in rows if row.wave is not None}
    Wave.objects.bulk_create([Wave(program=program, number=n) for n in sorted(numbers)], ignore_conflicts=True)
    return dict(Wave.objects.filter(program=program).values_list("number", "pk"))


def _partners(rows: Iterable[SiteFacts]) -> dict[str, int]:
    names = {row.partner for row in rows if row.partner}
    Organisation.objects.bulk_create([Organisation(name=name) for name in sorted(names)], ignore_conflicts=True)
    return dict(Organisation.objects.filter(name__in=names).values_list("name", "pk"))


@transaction.atomic
def set_wave(
    permit: Permit, program: Program, number: int, *, starts_on: date | None = None, planned_sites: int | None = None
) -> Wave:
    """Add a wave, or change when it starts and how many places it is planned for.

    Args:
        permit: A permit of the person.
        program: The program.
        number: 0 is the pilot.
        starts_on: First day.
        planned_sites: How many communities.
    """
    permit = permit.demand("programs.program.change", program)
    wave = Wave.objects.filter(program=program, number=number).first() or Wave(program=program, number=number)
    old, new = changes(
        {"starts_on": wave.starts_on, "planned_sites": wave.planned_sites},
        {"starts_on": starts_on, "planned_sites": planned_sites},
    )
    if new or wave.pk is None:
        wave.starts_on, wave.planned_sites = starts_on, planned_sites
        wave.save()
        note(permit, wave, before=old, after=new)
    return wave


@transaction.atomic
def set_floor(permit: Permit, program: Program, indicator: str, floor: float | None, reason: str) -> None:
    """Say below which value a quality may never fall, or take the floor away.

    Args:
        permit: A permit of the person.
        program: The program.
        indicator: Code of the indicator.
        floor: The value; shares as fractions; None takes the floor away.
        reason: Why.

    Raises:
        BadInput: The reason is missing.
    """
    if not reason.strip():
        raise BadInput(
            _("The reason is missing."), _("Write one sentence; the journal keeps it."), code="reason.missing"
        )
    permit = permit.demand("programs.rules.change", program).because(reason)
    row = QualityFloor.objects.filter(program=program, indicator=indicator).first()
    before = row.floor if row else None
    if floor == before:
        return
    if floor is None and row is not None:
        note(permit, row, before={"floor": before}, after={"floor": None})
        row.delete()
    elif floor is not None:
        kept, _made = QualityFloor.objects.update_or_create(
            program=program, indicator=indicator, defaults={"floor": floor}
        )
        note(permit, kept, before={"floor": before}, after={"floor": floor})
