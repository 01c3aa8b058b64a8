"""Sweeping: files that no row of the manifest names and no reader can still hold."""

from __future__ import annotations

import time

from groundswell.during.monitoring.models import StoredMonth
from groundswell.during.monitoring.store.files import everything

GRACE_SECONDS = 600.0


def sweep(grace_seconds: float = GRACE_SECONDS) -> int:
    """Delete superseded files, and what killed writers left, once they are older than the grace period.

    Files are listed before the manifest is read: one that becomes live in between is younger than the grace period.

    Returns:
        How many files were deleted.
    """
    old = time.time() - grace_seconds
    found = [(name, file) for name, file in everything() if file.stat().st_mtime <= old]
    if not found:
        return 0
    named = {name for row in StoredMonth.objects.values_list("values_file", "rollup_file") for name in row}
    unnamed = [file for name, file in found if name not in named]
    for file in unnamed:
        file.unlink(missing_ok=True)
    return len(unnamed)
