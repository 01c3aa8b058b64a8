"""Taking work, keeping it, giving it back: each one statement or one short transaction, on both databases."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext, override

from groundswell.kit.jobs.models import MOST_ATTEMPTS, Job
from groundswell.kit.jobs.progress import held_by

BACK_OFF = (timedelta(seconds=10), timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30))


def due(now: datetime) -> QuerySet[Job]:
    """Work that waits, and work whose worker gave no sign of life in time."""
    waiting = Q(status=Job.WAITING, run_after__lte=now)
    abandoned = Q(status=Job.RUNNING, lease_until__lt=now)
    return Job.objects.filter(waiting | abandoned).order_by("-priority", "id")


def claim(worker: str, lease: timedelta) -> Job | None:
    """Take the next job, so that no other worker can.

    PostgreSQL locks the row and lets others pass it by; SQLite's transactions are immediate, so there is one
    claimer at a time. A look without a lock comes first: an idle worker must not disturb those who write.

    Args:
        worker: Name of the worker.
        lease: How long it may be trusted.

    Returns:
        The job, None where nothing is to be done.
    """
    now = timezone.now()
    if not due(now).exists():
        return None
    with transaction.atomic():
        job = due(now).select_for_update(skip_locked=True).first()
        if job is None:
            return None
        if job.stop_requested or job.attempts >= MOST_ATTEMPTS:
            close_untouched(job)
            return None
        take(job, worker, now, lease)
    return job


def take(job: Job, worker: str, now: datetime, lease: timedelta) -> None:
    """Write down who holds the job now."""
    job.status, job.worker, job.lease_until = Job.RUNNING, worker, now + lease
    job.attempts += 1
    job.workers = [*job.workers, worker]
    job.started_at = job.started_at or now
    job.save(update_fields=["status", "worker", "lease_until", "attempts", "workers", "started_at"])


def close_untouched(job: Job) -> None:
    """Close a job without running it: its person asked to stop, or it was broken off as often as is allowed."""
    if job.stop_requested:
        job.status = Job.STOPPED
    else:
        with override(job.language or None):
            said = gettext("The work was broken off %(count)s times. Tell the keeper of this installation.")
        job.status, job.error = Job.FAILED, said % {"count": job.attempts}
    job.finished_at, job.lease_until = timezone.now(), None
    job.save(update_fields=["status", "error", "finished_at", "lease_until"])


def renew(job: Job, lease: timedelta) -> bool:
    """Prolong the lease; False where another worker holds the job already."""
    return bool(held_by(job).update(lease_until=timezone.now() + lease))


def finish(job: Job, status: str, **values: Any) -> bool:
    """Close the job, if this attempt still holds it."""
    return bool(held_by(job).update(status=status, finished_at=timezone.now(), lease_until=None, **values))


def put_back(
    job: Job, *, after: timedelta = timedelta(), uncounted: bool = False, values: Mapping[str, str] | None = None
) -> bool:
    """Let the job wait for another attempt, if this one still holds it.

    Args:
        job: The job.
        after: How long it waits.
        uncounted: The attempt was broken off by us and is not held against the job.
        values: Columns that are to be written with it.
    """
    attempts = job.attempts - 1 if uncounted else job.attempts
    back = {"status": Job.WAITING, "run_after": timezone.now() + after, "lease_until": None, "attempts": attempts}
    return bool(held_by(job).update(**back, **(values or {})))
