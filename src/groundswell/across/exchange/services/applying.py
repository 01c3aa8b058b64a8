"""Applying a checked import, and taking it back."""

from __future__ import annotations

from dataclasses import asdict

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from groundswell.across.exchange.models import Import
from groundswell.across.exchange.services.checking import Tell, compared, fingerprint, read_values, silent
from groundswell.domain.errors import BadInput, Conflict
from groundswell.during.monitoring.services import Reversal, record_values, reverse_source
from groundswell.during.monitoring.services.recording import person_of
from groundswell.ground.journal.services import note
from groundswell.kit.door import Permit


def locked_to_apply(batch: Import) -> Import:
    """The import, locked until the transaction ends; one that is applied already is given back as it is.

    A second click, or the worker that takes up a job killed just after its commit, must find the work done, not fail.

    Args:
        batch: The import.

    Raises:
        Conflict: It is neither checked nor applied.
    """
    locked = Import.objects.select_for_update(of=("self",)).select_related("program").get(pk=batch.pk)
    if locked.state not in ("checked", "applying", "applied"):
        raise Conflict(
            _("This import is not waiting to be applied; it %(state)s.") % {"state": locked.get_state_display()},
            _("Look at its page."), code="exchange.not_checked",
        )  # fmt: skip
    return locked


def apply_values(permit: Permit, batch: Import, tell: Tell = silent) -> Import:
    """Write what the preview promised: all of it, or nothing.

    Args:
        permit: A permit in the program.
        batch: The checked import.
        tell: Called with the progress.

    Returns:
        The import, applied; applying it again changes nothing.

    Raises:
        Conflict: It is not checked, or what is stored changed since the preview.
    """
    permit = permit.demand("exchange.import.apply", batch)
    with transaction.atomic():
        locked = locked_to_apply(batch)
        if locked.state == "applied":
            return locked
        found = read_values(permit, locked, tell)
        rows = compared(locked, found)
        if fingerprint(rows) != locked.fingerprint:
            raise Conflict(
                _("Somebody changed values since this preview was made."), _("Check again, then apply."),
                code="exchange.stale",
            )  # fmt: skip
        wanted = [value for what in ("added", "changed") for value, _before in rows[what]]
        written = record_values(permit, locked.program, wanted, source=str(locked.key))
        locked.state, locked.applied_at, locked.applied_by = "applied", timezone.now(), person_of(permit)
        locked.save(update_fields=["state", "applied_at", "applied_by"])
        note(permit, locked, after=asdict(written) | {"unchanged": len(rows["unchanged"])})
    return locked


def undo_values(permit: Permit, batch: Import, why: str) -> Reversal:
    """Take an applied import back; what people corrected since stays and is listed.

    Args:
        permit: A permit in the program.
        batch: The applied import.
        why: Why, in the person's words.

    Raises:
        BadInput: There is no reason.
        Conflict: The import is not applied.
    """
    permit = permit.demand("exchange.import.undo", batch).because(why)
    with transaction.atomic():
        locked = to_be_undone(batch, why)
        undone = reverse_source(permit, locked.program, str(locked.key), why=why)
        locked.state = "undone"
        locked.counts = locked.counts | {
            "removed": undone.removed,
            "restored": undone.restored,
            "kept": len(undone.kept),
        }
        locked.save(update_fields=["state", "counts"])
        note(permit, locked, after={"removed": undone.removed, "restored": undone.restored, "kept": len(undone.kept)})
    return undone


def to_be_undone(batch: Import, why: str) -> Import:
    """The import, locked, where it can be taken back for that reason.

    Raises:
        BadInput: There is no reason.
        Conflict: The import is not applied.
    """
    if not why.strip():
        raise BadInput(_("Taking an import back needs its reason."), _("Write one sentence."), code="exchange.reason")
    locked = Import.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if locked.state != "applied":
        raise Conflict(_("Only an applied import can be taken back."), code="exchange.not_applied")
    return locked
