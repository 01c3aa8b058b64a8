"""Sealing the journal: a chain of hashes over what was written, so that a later change is found and placed.

Entries are appended without a chain, so that writers never wait for each other; a round of the worker seals them
within a minute. What is not sealed yet, and the end of a chain cut off, can be found only against a head that
was printed or stored elsewhere: keep :func:`head` with each backup.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import IntegrityError, OperationalError, connection, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from groundswell.ground.journal.models import Entry, Seal

log = logging.getLogger("groundswell.journal")
BLOCK = 5_000
FIELDS = (
    "id", "at", "person", "person_name", "via", "action", "label", "program", "path", "thing", "thing_kind",
    "thing_name", "reason", "before", "after",
)  # fmt: skip


@dataclass(frozen=True)
class Chain:
    """What :func:`verify` found.

    Args:
        seals: How many blocks are sealed.
        entries: How many entries lie in them.
        unsealed: How many wait to be sealed.
        head: The last hash, empty where nothing is sealed.
        faults: One sentence for each block that is not as it was sealed.
    """

    seals: int
    entries: int
    unsealed: int
    head: str
    faults: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing was changed."""
        return not self.faults


def seal() -> int:
    """Seal what was written since the last time; two workers may do so at once.

    Returns:
        How many entries were sealed.
    """
    until, sealed = settled(), 0
    try:
        while count := seal_block(until):
            sealed += count
    except IntegrityError:
        log.info("another worker seals the journal")
    return sealed


def settled() -> int:
    """The entry up to which no earlier one can still appear.

    PostgreSQL hands out numbers before it commits, so the table is locked for the moment of the look, once all who
    write now are done; who writes long lets us wait for the next round. SQLite has one writer at a time anyway.
    """
    try:
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SET LOCAL lock_timeout = '1s'")
                    cursor.execute("LOCK TABLE journal_entry IN SHARE MODE")
            return Entry.objects.aggregate(last=Max("id"))["last"] or 0
    except OperationalError:
        log.info("the journal is being written; sealed next time")
        return 0


def seal_block(until: int) -> int:
    """Seal the next block of entries up to a number.

    Returns:
        How many entries it holds, 0 where none are left.
    """
    with transaction.atomic():
        before = Seal.objects.order_by("-first").first()
        first = before.last + 1 if before else 1
        rows = list(Entry.objects.filter(id__gte=first, id__lte=until).order_by("id").values(*FIELDS)[:BLOCK])
        if rows:
            last = rows[-1]["id"]
            Seal.objects.create(first=first, last=last, hash=link(before.hash if before else "", first, last, rows))
    return len(rows)


def link(before: str, first: int, last: int, rows: Iterable[Mapping[str, Any]]) -> str:
    """The hash of a block: SHA-256 over the hash before, its span and its entries as canonical JSON.

    Args:
        before: The hash of the block before in hexadecimal, empty for the first.
        first: Number at which the block begins.
        last: Number at which it ends.
        rows: Its entries in order.

    Example:
        >>> link("", 1, 1, [{"id": 1}])[:16]
        '4747984f8a6104d8'
    """
    digest = hashlib.sha256(canonical([before, first, last]))
    for row in rows:
        digest.update(canonical(row))
    return digest.hexdigest()


def canonical(value: Any) -> bytes:
    """A value as JSON that has one way of being written: sorted names, no spaces, UTC, a line end."""
    text = json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False, default=instant
    )
    return text.encode() + b"\n"


def instant(value: datetime) -> str:
    """A moment in UTC to the microsecond."""
    return value.astimezone(UTC).isoformat(timespec="microseconds")


def verify(known_head: str = "") -> Chain:
    """Read the whole journal again and say which blocks are not as they were sealed.

    Args:
        known_head: A head that was kept elsewhere; finds a chain that was cut off or made anew.

    Returns:
        The chain with its faults.
    """
    faults: list[str] = []
    before, end, entries, seals, known = "", 0, 0, 0, not known_head
    for block in Seal.objects.order_by("first").iterator():
        rows = list(Entry.objects.filter(id__gte=block.first, id__lte=block.last).order_by("id").values(*FIELDS))
        faults += faults_of(block, end, link(before, block.first, block.last, rows))
        before, end = block.hash, block.last
        entries, seals, known = entries + len(rows), seals + 1, known or block.hash == known_head
    if not known:
        faults.append(
            _("The head %(head)s is not in the journal: its end was cut off, or it was made anew.")
            % {"head": known_head}
        )
    return Chain(seals, entries, Entry.objects.filter(id__gt=end).count(), before, tuple(faults))


def faults_of(block: Seal, end: int, found: str) -> Iterator[str]:
    """What is wrong with one block."""
    if block.first != end + 1:
        yield _("The seals of the entries %(first)s to %(last)s are missing.") % {
            "first": end + 1,
            "last": block.first - 1,
        }
    if found != block.hash:
        yield _("Of the entries %(first)s to %(last)s one was changed, added or deleted after they were sealed.") % {
            "first": block.first,
            "last": block.last,
        }


def head() -> str:
    """The last hash, to be kept elsewhere; empty where nothing is sealed."""
    return Seal.objects.order_by("-first").values_list("hash", flat=True).first() or ""
