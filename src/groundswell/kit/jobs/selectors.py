"""Finding background work."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from groundswell.domain.errors import NotFound
from groundswell.kit.door import Permit
from groundswell.kit.jobs.models import Job

__all__ = ["Job", "failed_since", "job_by_key", "jobs_of"]  # Job: so that views can name the type without the table


def job_by_key(key: UUID | str) -> Job:
    """The job with a key, for the door.

    Raises:
        NotFound: There is none.
    """
    job = Job.objects.filter(key=key).first()
    if job is None:
        raise NotFound(
            _("This page does not exist, or not for you."), _("Check the address, or sign in."), code="door.not_found"
        )
    return job


def jobs_of(permit: Permit) -> QuerySet[Job]:
    """The person's own jobs, newest first."""
    return permit.scope(Job.objects.all(), "jobs.job.read").filter(person=permit.person)


def failed_since(days: int = 7) -> QuerySet[Job]:
    """Work of anybody that failed by a fault of ours or was broken off too often; for `groundswell check`."""
    since = timezone.now() - timedelta(days=days)
    ours = Job.objects.filter(status=Job.FAILED, finished_at__gte=since)
    return ours.exclude(error_class__startswith="groundswell.domain.errors.")
