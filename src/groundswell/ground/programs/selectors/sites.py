"""Waves, places where a program works, and the qualities that may never fall."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from groundswell.domain.errors import NotFound
from groundswell.ground.places.models import Place
from groundswell.ground.programs.models import Program, QualityFloor, Site, Wave
from groundswell.kit.door import Permit


def waves_of(permit: Permit, program: Program) -> QuerySet[Wave]:
    """The waves of a program by number, each with ``n_sites``."""
    rows = permit.scope(Wave.objects.filter(program=program), "programs.program.read")
    return rows.annotate(n_sites=Count("sites")).order_by("number")


def wave_by_key(key: str | UUID) -> Wave:
    """The wave with a key, for the door.

    Raises:
        NotFound: There is none.
    """
    wave = Wave.objects.select_related("program").filter(key=key).first()
    if wave is None:
        raise NotFound(_("This wave does not exist."), _("Look at the list of waves."), code="door.not_found")
    return wave


def sites_of(permit: Permit, program: Program, *, wave: int | None = None) -> QuerySet[Site]:
    """Places where a program works, or will, that the person may see, in the order of the tree.

    Args:
        permit: A permit of the person.
        program: The program.
        wave: Only this wave's.
    """
    rows = permit.scope(Site.objects.filter(program=program), "programs.program.read")
    rows = rows.filter(wave__number=wave) if wave is not None else rows
    return rows.select_related("place__parent", "wave", "partner").defer("place__geometry", "place__drawing")


def site_at(permit: Permit, program: Program, place: Place) -> Site | None:
    """The program's work at a place, None where it does not work."""
    return sites_of(permit, program).filter(place=place).first()


def site_of(program: Program, place: Place) -> Site:
    """The program's work at a place as stored, or an empty row for it."""
    found = Site.objects.select_related("wave", "partner").filter(program=program, place=place).first()
    return found or Site(program=program, place=place)


def floors_of(permit: Permit, program: Program) -> QuerySet[QualityFloor]:
    """Qualities that may never fall, by indicator."""
    return permit.scope(QualityFloor.objects.filter(program=program), "programs.program.read").order_by("indicator")
