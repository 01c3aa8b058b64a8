"""Reading imports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from groundswell.across.exchange.models import Import, ImportFile, Line, Match, Unknown
from groundswell.domain.access import Target
from groundswell.domain.errors import NotFound
from groundswell.during.monitoring.models import Indicator
from groundswell.ground.places.models import Place
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit, action_named
from groundswell.kit.style import written


def import_by_key(key: UUID | str) -> Import:
    """The import with this key.

    Raises:
        NotFound: There is none.
    """
    found = (
        Import.objects.select_related("program__root", "parent", "uploaded_by", "applied_by").filter(key=key).first()
    )
    if found is None:
        raise NotFound(_("There is no such import."), _("Look in the list of imports."), code="exchange.import")
    return found


def file_by_key(key: UUID) -> ImportFile:
    """The file of an import with this key.

    Raises:
        NotFound: There is none.
    """
    found = (
        ImportFile.objects.select_related("batch__program__root", "batch__uploaded_by", "file").filter(key=key).first()
    )
    if found is None:
        raise NotFound(_("There is no such file."), _("Look in the list of imports."), code="exchange.file")
    return found


def reaches_all(permit: Permit, program: Program) -> bool:
    """Whether a person reads imports of the whole program: an import holds values of any place."""
    return permit.allows("exchange.import.read", Target(str(program.key), program.root.path))


def tops_of(permit: Permit, program: Program) -> tuple[Place, ...]:
    """The tops of the parts of a program from which a person imports; none for who reaches all of it.

    Args:
        permit: A permit in the program.
        program: The program.
    """
    if reaches_all(permit, program):
        return ()
    roles, today = action_named("exchange.import.upload").roles, timezone.localdate()
    held = [grant for grant in permit.grants if grant.role in roles and grant.holds_on(today)]
    paths = {grant.path for grant in held if grant.program in (None, str(program.key))}
    return tuple(Place.objects.filter(path__in=paths))


def matches_of(program: Program, kind: str, permit: Permit | None = None) -> list[Match]:
    """What names mean for a person: as said for the whole program, and before that as said for the person's own part.

    Args:
        program: The program.
        kind: ``place`` or ``indicator``.
        permit: Of whom imports; without one, only what was said for the whole program.

    Returns:
        The wider before the narrower, which counts where both speak.
    """
    rows = Match.objects.filter(program=program, kind=kind).select_related("within", "said_by")
    tops = tops_of(permit, program) if permit else ()
    return [
        match
        for match in rows.order_by(F("within__depth").asc(nulls_first=True), "id")
        if match.within is None or (permit and holds_for(match, tops, permit.person))
    ]


def holds_for(match: Match, tops: Sequence[Place], person: str) -> bool:
    """Whether what was said for a part of the program holds for a person with those parts.

    One's own word holds wherever one said it; somebody else's only where all that one reaches lies in that part.
    """
    inside = [match.within is not None and top.path.startswith(match.within.path) for top in tops]
    own = match.said_by is not None and str(match.said_by.key) == person
    return any(inside) if own else bool(inside) and all(inside)


def keep_to_reach(permit: Permit, batch: Import) -> None:
    """Hide an import from who reaches a part of the program only, unless the person uploaded it.

    Args:
        permit: A permit in the program.
        batch: The import.

    Raises:
        NotFound: It may hold values of places that the person does not reach.
    """
    own = batch.uploaded_by is not None and str(batch.uploaded_by.key) == permit.person
    if not own and not reaches_all(permit, batch.program):
        raise NotFound(_("There is no such import."), _("Look in the list of imports."), code="exchange.import")


def imports_of(permit: Permit, program: Program) -> QuerySet[Import]:
    """Imports of a program, newest first, with their files; the person's own where the reach is a part of the program.

    Args:
        permit: A permit for reading imports.
        program: The program.
    """
    rows = permit.scope(Import.objects.filter(program=program), "exchange.import.read")
    if not reaches_all(permit, program):
        rows = rows.filter(uploaded_by__key=permit.person)
    return rows.select_related("uploaded_by", "applied_by").prefetch_related("files")


def lines_of(permit: Permit, batch: Import, what: str = "") -> QuerySet[Line]:
    """Lines of a preview, refused ones first.

    Args:
        permit: A permit for reading imports.
        batch: The import.
        what: One kind only; all without.
    """
    permit.demand("exchange.import.read", batch)
    keep_to_reach(permit, batch)
    rows = Line.objects.filter(batch=batch)
    return rows.filter(what=what) if what else rows


def unknowns_of(permit: Permit, batch: Import) -> QuerySet[Unknown]:
    """Names of an import that nobody matched yet, those that most rows wait for first."""
    permit.demand("exchange.import.read", batch)
    keep_to_reach(permit, batch)
    return Unknown.objects.filter(batch=batch)


def indicator_known(program: Program, code: str) -> bool:
    """Whether a program has an indicator of that code."""
    return Indicator.objects.filter(program=program, code=code).exists()


def known_words(permit: Permit, program: Program) -> tuple[frozenset[str], frozenset[str]]:
    """Names and codes of places and of indicators that a program knows, to recognise them in a sheet."""
    permit.demand("exchange.import.read", program)
    root = program.root
    places = Place.objects.filter(path__gte=root.path, path__lt=root.end).values_list("name", "code")
    indicators = Indicator.objects.filter(program=program).values_list("name", "code")
    return (
        frozenset(word for pair in places for word in pair if word),
        frozenset(word for pair in indicators for word in pair if word),
    )


def counts_told(counts: Mapping[str, Any]) -> str:
    """What becomes of an import's rows, worst first; what did not happen is left out.

    Args:
        counts: Rows by what becomes of them.
    """
    words = (
        ("refused", _("%(n)s refused")), ("set_aside", _("%(n)s set aside")), ("changed", _("%(n)s changed")),
        ("added", _("%(n)s added")), ("unchanged", _("%(n)s the same")), ("left_out", _("%(n)s left out")),
    )  # fmt: skip
    parts = [sentence % {"n": written(counts[what])} for what, sentence in words if counts.get(what)]
    return _(", ").join(parts) or _("no rows")


def undone_told(batch: Import) -> str:
    """What taking an import back did, in one sentence."""
    counts = {name: written(int(batch.counts.get(name, 0))) for name in ("removed", "restored", "kept")}
    if batch.kind == "places":
        return _("%(removed)s places were taken away, %(restored)s put back as they were, %(kept)s kept.") % counts
    return (
        _(
            "%(removed)s values were taken away, %(restored)s put back, "
            "%(kept)s kept because somebody changed them since."
        )
        % counts
    )
