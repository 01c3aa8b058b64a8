"""Keeping the store behind the change log: derived files, no write of the record, so no permit and no journal entry.

Nothing here imports the engine until there is something to follow.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from django.db.models import OuterRef, Subquery

from groundswell.during.monitoring.models import StoredMonth, StoredProgram, ValueChange
from groundswell.ground.programs.models import Program


def follow_all() -> int:
    """Bring the store of every program up to its log.

    Returns:
        How many months were written.
    """
    latest = ValueChange.objects.filter(program=OuterRef("pk")).order_by("-id").values("id")[:1]
    held = StoredProgram.objects.filter(program=OuterRef("pk")).values("last_change")
    programs = Program.objects.annotate(latest=Subquery(latest), held=Subquery(held)).filter(latest__isnull=False)
    behind = [program for program in programs if program.latest > (program.held or 0)]
    return sum(_following().follow(program) for program in behind)


def follow_all_places() -> int:
    """Roll up anew what places that moved, or sheets that changed, have made different.

    Returns:
        How many months were written.
    """
    stored = Program.objects.filter(pk__in=StoredProgram.objects.filter(generation__gt=0).values("program"))
    return sum(_following().follow_places(program) for program in stored)


def sweep_files() -> int:
    """Delete files of the store that are superseded and that nobody can still be reading.

    Returns:
        How many.
    """
    if not StoredMonth.objects.exists():
        return 0
    return int(import_module("groundswell.during.monitoring.store.sweeping").sweep())


def _following() -> Any:
    return import_module("groundswell.during.monitoring.store.following")
