"""Taking an import of places back, and saying which places stay and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.across.exchange.models import Import
from groundswell.across.exchange.services.applying import to_be_undone
from groundswell.across.exchange.services.placing import root_of
from groundswell.domain.errors import Conflict
from groundswell.ground.journal.services import note
from groundswell.ground.places.services import TakenBack, Trace, take_back
from groundswell.kit.door import Permit
from groundswell.kit.style import written

NAMED = 20


def undo_places(permit: Permit, batch: Import, why: str) -> TakenBack:
    """Take an applied import of places back; what others built on or changed since stays and is named.

    Args:
        permit: A permit in the program.
        batch: The applied import.
        why: Why, in the person's words.

    Raises:
        BadInput: There is no reason.
        Conflict: The import is not applied, or was applied before imports of places could be taken back.
    """
    permit = permit.demand("exchange.import.undo", batch).because(why)
    with transaction.atomic():
        locked = to_be_undone(batch, why)
        columns = locked.traces.values_list("place", "version", "before", "fresh")
        traces = [Trace(*row) for row in columns.iterator(chunk_size=5000)]
        if not traces:
            raise Conflict(_("This import left no trace by which it could be taken back."), code="exchange.no_trace")
        undone = take_back(permit, root_of(locked), traces)
        counts = {"removed": undone.removed, "restored": undone.restored, "kept": sum(map(len, undone.kept.values()))}
        locked.state, locked.counts, locked.notes = "undone", locked.counts | counts, staying(undone.kept)
        locked.save(update_fields=["state", "counts", "notes"])
        note(permit, locked, after=counts)
    return undone


def reasons() -> dict[str, str]:
    """Why a place stays, by what stands on it."""
    values, people, sites = (
        _("values, targets or reports stand there"),
        _("somebody has a role there"),
        _("a program works there"),
    )
    return {
        "changed": _("somebody changed them since"),
        "beneath": _("places beneath them stay"),
        "places.place": _("places that this import did not bring stand beneath them"),
        "monitoring.value": values, "monitoring.valuechange": values, "monitoring.target": values,
        "monitoring.report": values, "people.role": people, "people.invitation": people,
        "programs.site": sites, "programs.program": sites,
    }  # fmt: skip


def staying(kept: Mapping[str, Sequence[str]]) -> list[str]:
    """One sentence for each reason, with the names of the places."""
    words, names = reasons(), defaultdict[str, list[str]](list)
    for why, found in kept.items():
        names[words.get(why, _("other records name them"))].extend(found)
    sentences = []
    for why, found in names.items():
        told = ", ".join(found[:NAMED])
        if (more := len(found) - NAMED) > 0:
            told = _("%(names)s and %(count)s more") % {"names": told, "count": written(more)}
        sentences.append(_("These places stay, because %(why)s: %(names)s.") % {"why": why, "names": told})
    return sentences
