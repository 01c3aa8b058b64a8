"""Beginning, stopping and forgetting background work."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, cast

from django.db import transaction
from django.tasks.base import Task
from django.utils import timezone
from django.utils.translation import gettext as _

from groundswell.domain.errors import Conflict
from groundswell.kit.door import Permit
from groundswell.kit.jobs.backend import About, LeasedBackend
from groundswell.kit.jobs.models import Job

KEPT = timedelta(days=30)


def begin(permit: Permit, task: Task[..., Any], *args: Any, title: str, unique_key: str = "", **kwargs: Any) -> Job:
    """Begin work in the background, in the transaction of the caller.

    Args:
        permit: The permit of the action that the work does; the task asks again when it runs
            (:meth:`groundswell.kit.jobs.progress.Progress.permit`).
        task: The task.
        *args: Its arguments, plain values only.
        title: What the person reads.
        unique_key: While work of this key waits or runs, the same job is given back.
        **kwargs: Its named arguments.

    Returns:
        The job; its page is ``jobs:job``.

    Raises:
        Conflict: Somebody else began the same work and it is not over.
    """
    backend = cast(LeasedBackend, task.get_backend())
    about = About(title, permit.person, permit.name, permit.target.program or "", unique_key)
    job = backend.put(task, args, kwargs, about)
    if job.person != permit.person:
        text = _("%(person)s has begun the same work, and it is not over yet.") % {
            "person": job.person_name or _("Somebody")
        }
        raise Conflict(text, _("Wait until it is done."), code="jobs.begun_already")
    return job


def ask_to_stop(permit: Permit, job: Job) -> None:
    """Ask the work to stop: at once where it waits, at its next step where it runs.

    Raises:
        NotAllowed: It is not the person's own.
    """
    permit.demand("jobs.job.stop", job)
    rows = Job.objects.filter(pk=job.pk)
    with transaction.atomic():
        stopped = rows.filter(status=Job.WAITING).update(
            status=Job.STOPPED, stop_requested=True, finished_at=timezone.now()
        )
        if not stopped:
            rows.filter(status=Job.RUNNING).update(stop_requested=True)


def forget_old() -> int:
    """Delete jobs that were over a month ago; what they did stands in the journal.

    Returns:
        How many.
    """
    over = Job.objects.filter(status__in=(Job.DONE, Job.FAILED, Job.STOPPED))
    return over.filter(finished_at__lt=timezone.now() - KEPT).delete()[0]
