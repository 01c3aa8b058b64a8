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
from groundswell.kit.jobs.running import can_stop, task_of

KEPT = timedelta(days=30)


def begin(
    permit: Permit, task: Task[..., Any], *args: Any, title: str, unique_key: str = "", page: str = "", **kwargs: Any
) -> Job:
    """Begin work in the background, in the transaction of the caller.

    Args:
        permit: The permit of the action that the work does; the task asks again when it runs
            (:meth:`groundswell.kit.jobs.progress.Progress.permit`).
        task: The task.
        *args: Its arguments, plain values only.
        title: What the person reads.
        unique_key: While work of this key waits or runs, the same job is given back.
        page: Address of the page on which it is begun: there the person goes back to where it fails.
        **kwargs: Its named arguments.

    Returns:
        The job; its page is ``jobs:job``.

    Raises:
        Conflict: Somebody else began the same work and it is not over.
    """
    backend = cast(LeasedBackend, task.get_backend())
    about = About(title, permit.person, permit.name, permit.target.program or "", unique_key, page)
    return own_or_conflict(permit, backend.put(task, args, kwargs, about))


def begin_again(permit: Permit, job: Job) -> Job:
    """Begin work again that failed or was stopped, from where it stood; the old job stays as it ended.

    Args:
        permit: A permit of its person.
        job: The job that is over.

    Returns:
        The new job.

    Raises:
        Conflict: It is not over without success, or somebody else began the same work meanwhile.
    """
    permit = permit.demand("jobs.job.repeat", job)
    if job.status not in (Job.FAILED, Job.STOPPED):
        raise Conflict(_("This work did not fail."), _("Look at its page."), code="jobs.not_failed")
    task = task_of(job)
    about = About(job.title, permit.person, permit.name, job.program, job.unique_key, job.page)
    backend = cast(LeasedBackend, task.get_backend())
    with transaction.atomic():
        again = backend.put(task, job.arguments["args"], job.arguments["kwargs"], about)
        Job.objects.filter(pk=again.pk, status=Job.WAITING, attempts=0).update(
            stood=job.stood, done=job.done, total=job.total
        )
    return own_or_conflict(permit, again)


def own_or_conflict(permit: Permit, job: Job) -> Job:
    """The job, if it is the person's own.

    Raises:
        Conflict: Somebody else began the same work and it is not over.
    """
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
        Conflict: It is at work and writes in one piece.
    """
    permit.demand("jobs.job.stop", job)
    rows = Job.objects.filter(pk=job.pk)
    if not can_stop(rows.get()):
        raise Conflict(
            _("This work is written in one piece and cannot be stopped any more."),
            _("Wait until it is done; it is written as a whole or not at all."),
            code="jobs.in_one_piece",
        )
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
