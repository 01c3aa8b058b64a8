"""Checking and applying, whatever an import holds; long ones are begun in the background by the views."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from groundswell.across.exchange.models import Import
from groundswell.across.exchange.selectors import keep_to_reach
from groundswell.across.exchange.services.applying import apply_values, undo_values
from groundswell.across.exchange.services.checking import Tell, check_values, silent
from groundswell.across.exchange.services.placing import apply_places, check_places
from groundswell.across.exchange.services.returning import apply_table, check_table
from groundswell.across.exchange.services.undoing import undo_places
from groundswell.domain.errors import GroundswellError
from groundswell.kit.door import Permit
from groundswell.kit.telling import error_told

LONG_BYTES = 150_000
CHECKS = {"places": check_places, "table": check_table}
APPLIES = {"places": apply_places, "table": apply_table}


def check_import(permit: Permit, batch: Import, tell: Tell = silent) -> Import:
    """Make the preview; a file that cannot be read leaves its sentence on the import.

    Args:
        permit: A permit in the program.
        batch: The import, its files mapped.
        tell: Called with the progress.
    """
    try:
        return CHECKS.get(batch.kind, check_values)(permit, batch, tell)
    except GroundswellError as error:
        batch.state, batch.error = "failed", error_told(error)
        batch.save(update_fields=["state", "error"])
        return batch


def apply_import(permit: Permit, batch: Import, tell: Tell = silent) -> Import:
    """Write what the preview promised: all of it, or nothing.

    Args:
        permit: A permit in the program.
        batch: The checked import.
        tell: Called with the progress.

    Raises:
        NotFound: It is somebody else's, and the person reaches a part of the program only.
        NotAllowed: A row lies beyond what the person may write.
    """
    keep_to_reach(permit, batch)
    return APPLIES.get(batch.kind, apply_values)(permit, batch, tell)


@contextmanager
def said_to_be_applying(batch: Import) -> Iterator[None]:
    """Say on the import that it is being applied, as long as it is; where that fails it waits as before.

    Said outside the transaction that applies: only so can others see it.
    """
    rows = Import.objects.filter(pk=batch.pk)
    rows.filter(state="checked").update(state="applying")
    try:
        yield
    finally:
        rows.filter(state="applying").update(state="checked")


def undo_import(permit: Permit, batch: Import, why: str) -> Import:
    """Take an applied import back, as far as nobody has built on it or corrected it since.

    Args:
        permit: A permit in the program.
        batch: The applied import.
        why: Why, in the person's words.
    """
    if batch.kind == "places":
        undo_places(permit, batch, why)
    else:
        undo_values(permit, batch, why)
    return Import.objects.get(pk=batch.pk)


def is_long(batch: Import) -> bool:
    """Whether an import is large enough to be worked on in the background."""
    return sum(stored.file.size for stored in batch.files.select_related("file")) > LONG_BYTES
