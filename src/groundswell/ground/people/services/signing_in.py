"""Signing in: the same answer for an unknown person and a wrong password, and a brake on trying.

Each attempt is counted before the password is looked at, so that a hundred attempts at once are a hundred; a
right password takes the count back.
"""

from __future__ import annotations

import hashlib
import ipaddress
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.contrib.auth import authenticate
from django.db import connection
from django.db.models import F
from django.http import HttpRequest
from django.utils.translation import gettext as _

from groundswell.domain.errors import NotFound, SlowDown
from groundswell.ground.people.models import Attempt, Person

MOST_FAILURES = 10
WINDOW_SECONDS = 15 * 60
FORGET_SECONDS = 24 * 3600
HASHES_AT_ONCE = 2
WAIT_SECONDS = 8.0

_hashing = threading.BoundedSemaphore(HASHES_AT_ONCE)

COUNT_UP = """
INSERT INTO people_attempt (subject, since, count) VALUES (%s, %s, 1)
ON CONFLICT (subject) DO UPDATE SET
  count = CASE WHEN people_attempt.since <= %s THEN 1 ELSE people_attempt.count + 1 END,
  since = CASE WHEN people_attempt.since <= %s THEN excluded.since ELSE people_attempt.since END
RETURNING count, since
"""


def admit(request: HttpRequest, login: str, password: str) -> Person | None:
    """The person whose sign-in name and password these are, None for any other pair.

    Args:
        request: The request; its address is counted too.
        login: As typed.
        password: As typed.

    Raises:
        SlowDown: Ten attempts failed for this account or from this address within 15 minutes.
    """
    account, address = subject("account", login.strip().lower()), subject("address", network_of(request))
    refuse_when_too_many(account, address)
    with hashing():
        person = authenticate(request, username=login, password=password)
    if not isinstance(person, Person):
        return None
    Attempt.objects.filter(subject=account).delete()
    Attempt.objects.filter(subject=address, count__gt=0).update(count=F("count") - 1)
    Attempt.objects.filter(since__lt=int(time.time()) - FORGET_SECONDS).delete()
    return person


def refuse_when_too_many(*subjects: str) -> None:
    """Count an attempt for each subject.

    Raises:
        SlowDown: One of them has used up its attempts.
    """
    counts = [count_up(each) for each in subjects]
    waits = [since + WINDOW_SECONDS for count, since in counts if count > MOST_FAILURES]
    if waits:
        minutes = max(1, -(-(max(waits) - int(time.time())) // 60))
        raise SlowDown(
            _("Signing in was tried too often."),
            _("Wait %(minutes)s minutes, then try again; or ask your coordinator for a sign-in link.")
            % {"minutes": minutes},
            code="people.slow_down",
        )


def count_up(of: str) -> tuple[int, int]:
    """Count one more attempt in one statement; gives the count and when it began, in seconds since 1970."""
    now = int(time.time())
    stale = now - WINDOW_SECONDS
    with connection.cursor() as cursor:
        cursor.execute(COUNT_UP, [of, now, stale, stale])
        count, since = cursor.fetchone()
    return int(count), int(since)


def subject(kind: str, what: str) -> str:
    """What the table keeps of an account's name or an address."""
    return hashlib.sha256(f"{kind}:{settings.SECRET_KEY}:{what}".encode()).hexdigest()


def network_of(request: HttpRequest) -> str:
    """The address of a request; of an IPv6 one its /64 network, since one subscriber holds all of that."""
    text = str(request.META.get("REMOTE_ADDR", ""))
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return text
    return text if address.version == 4 else str(ipaddress.ip_network(f"{address}/64", strict=False))


@contextmanager
def hashing() -> Iterator[None]:
    """Take one of the few places for hashing a password: each takes 100 MB for a moment.

    Raises:
        SlowDown: Nobody was done in time.
    """
    if not _hashing.acquire(timeout=WAIT_SECONDS):
        raise SlowDown(_("Many people sign in just now."), _("Try again in a minute."), code="people.busy")
    try:
        yield
    finally:
        _hashing.release()


def cast_member(key: str) -> Person:
    """Somebody of the demonstration, who signs in by a click.

    Raises:
        NotFound: There is no demonstration here, or no such person in it.
    """
    person = (
        Person.objects.filter(key=key, demonstration=True, is_active=True).first() if settings.DEMONSTRATION else None
    )
    if person is None:
        raise NotFound(
            _("Nobody of this name signs in by a click."), _("Sign in with a password."), code="door.not_found"
        )
    return person
