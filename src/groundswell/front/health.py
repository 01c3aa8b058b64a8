"""Is everything in order? Checks for `groundswell check`."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core import checks
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from groundswell.during.monitoring.selectors.freshness import freshness
from groundswell.ground.journal.services import verify
from groundswell.ground.programs.models import Program
from groundswell.kit.jobs.selectors import failed_since

FIXED_SQLITE = (3, 51, 3)
LATE = timedelta(minutes=5)
LITTLE_SPACE_BYTES = 500 * 1024 * 1024


@dataclass(frozen=True)
class Finding:
    """One thing looked at: ``good``, ``warning`` or ``bad``, with a sentence."""

    what: str
    state: str
    text: str


def findings() -> list[Finding]:
    """All findings, the database first."""
    return [*database(), *work(), *store(), *system(), *space()]


def database() -> Iterator[Finding]:
    """Does it answer, is it of this version, can it be trusted on this machine?"""
    if waiting := executor_waits():
        yield Finding("database", "bad", f"{waiting} changes wait. Run: groundswell migrate")
    else:
        yield Finding("database", "good", f"{connection.vendor}, up to this version")
    if connection.vendor == "sqlite":
        yield from sqlite()


def sqlite() -> Iterator[Finding]:
    """Is the file whole, and is SQLite free of the fault in its write-ahead log that 3.51.3 mended?"""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA quick_check")
        word = cursor.fetchone()[0]
    yield Finding("database file", "good" if word == "ok" else "bad", word)
    if sqlite3.sqlite_version_info < FIXED_SQLITE:
        text = f"SQLite {sqlite3.sqlite_version} has a rare fault under many writers; use PostgreSQL then."
        yield Finding("SQLite version", "warning", text)


def work() -> Iterator[Finding]:
    """Is the journal whole, and did background work fail lately? Only once the database is of this version."""
    if not executor_waits():
        chain = verify()
        whole = (
            f"whole; head {chain.head[:16]}" if not chain.faults else "; ".join(str(fault) for fault in chain.faults)
        )
        yield Finding("journal", "bad" if chain.faults else "good", whole)
        failed = failed_since(7).count()
        text = f"{failed} pieces of work failed in the last 7 days" if failed else "nothing failed in the last 7 days"
        yield Finding("background work", "warning" if failed else "good", text)


def store() -> Iterator[Finding]:
    """Does the monitoring store follow? What waits longer than a few minutes waits for a worker that does not run."""
    if executor_waits():
        return
    late = timezone.now() - LATE
    for program in Program.objects.order_by("code"):
        found = freshness(program)
        if found.oldest is not None and found.oldest < late:
            text = f"{program.code}: {found.waiting:,} changes wait since {found.oldest:%Y-%m-%d %H:%M}; run the worker"
            yield Finding("monitoring store", "warning", text)
        elif found.months:
            yield Finding("monitoring store", "good", f"{program.code}: {found.rows:,} values of {found.months} months")


def executor_waits() -> int:
    """How many changes of the database wait to be made."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def system() -> Iterator[Finding]:
    """What Django's own checks say."""
    for message in checks.run_checks():
        state = "bad" if message.is_serious() and message.level >= checks.ERROR else "warning"
        yield Finding(message.id or "settings", state, f"{message.msg} {message.hint or ''}".strip())


def space() -> Iterator[Finding]:
    """Is there room on the disk?"""
    free = shutil.disk_usage(settings.DATA).free
    state = "bad" if free < LITTLE_SPACE_BYTES else "good"
    yield Finding("disk", state, f"{free // 1024**2} MB free in {settings.DATA}")
