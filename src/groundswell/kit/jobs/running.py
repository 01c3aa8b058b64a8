"""Running one job and writing down what came of it."""

from __future__ import annotations

import logging
from datetime import timedelta
from threading import Event
from typing import Any

from django.tasks import TaskResult, TaskResultStatus
from django.tasks.base import Task, TaskError
from django.utils.json import normalize_json
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from groundswell.kit.jobs import leasing
from groundswell.kit.jobs.models import MOST_ATTEMPTS, Job
from groundswell.kit.jobs.outcome import Outcome
from groundswell.kit.jobs.progress import LEASE, JobContext, LeaseLost, Progress, Stopped, WorkerLeaving
from groundswell.kit.telling import told

log = logging.getLogger("groundswell.jobs")

STATUS = {
    Job.WAITING: TaskResultStatus.READY,
    Job.RUNNING: TaskResultStatus.RUNNING,
    Job.DONE: TaskResultStatus.SUCCESSFUL,
    Job.FAILED: TaskResultStatus.FAILED,
    Job.STOPPED: TaskResultStatus.FAILED,
}


def task_of(job: Job) -> Task[..., Any]:
    """The task that the job names.

    Raises:
        ImportError: This version of the house has no such task.
    """
    found = import_string(job.task)
    if not isinstance(found, Task):
        raise ImportError(f"{job.task} is not a task")
    return found.using(priority=job.priority, queue_name=job.queue)


def can_stop(job: Job) -> bool:
    """Whether a wish to stop would be seen: always while it waits; at work, unless its task is written in one piece."""
    try:
        return job.status == Job.WAITING or not getattr(task_of(job).func, "in_one_piece", False)
    except ImportError:
        return True


def result_of(job: Job) -> TaskResult[..., Any]:
    """The job as Django's Tasks API tells it."""
    result: TaskResult[..., Any] = TaskResult(
        task=task_of(job),
        id=str(job.key),
        status=STATUS[job.status],
        enqueued_at=job.enqueued_at,
        started_at=job.started_at,
        finished_at=job.finished_at,
        last_attempted_at=job.started_at,
        args=job.arguments["args"],
        kwargs=job.arguments["kwargs"],
        backend="default",
        errors=[TaskError(exception_class_path=job.error_class, traceback=job.trace)] if job.error_class else [],
        worker_ids=list(job.workers),
    )
    object.__setattr__(result, "_return_value", job.result)  # frozen, and Django's own backends do the same
    return result


def run(job: Job, *, lease: timedelta = LEASE, leaving: Event | None = None) -> None:
    """Run a claimed job to its end, its stop or its error, in the language of whoever began it."""
    progress = Progress(job, lease, leaving)
    value: Any = None
    with override(job.language or None):
        with Outcome() as outcome:
            value = call(job, progress)
        if outcome.error is None:
            leasing.finish(job, Job.DONE, result=value)
        else:
            close(job, outcome)


def call(job: Job, progress: Progress) -> Any:
    """Call the task's function with its arguments, and the context where it takes one."""
    task, arguments = task_of(job), job.arguments
    context = [JobContext(task_result=result_of(job), progress=progress)] if task.takes_context else []
    return normalize_json(task.call(*context, *arguments["args"], **arguments["kwargs"]))


def close(job: Job, outcome: Outcome) -> None:
    """Write down what an error means: stopped, another attempt, or failed."""
    kept = {"error_class": outcome.kind, "trace": outcome.trace}
    if isinstance(outcome.error, LeaseLost):
        log.warning("job %s (%s): its lease was lost to another worker", job.key, job.task)
    elif isinstance(outcome.error, Stopped):
        leasing.finish(job, Job.STOPPED)
    elif isinstance(outcome.error, WorkerLeaving):
        leasing.put_back(job, uncounted=True)
    elif outcome.is_ours:
        leasing.finish(job, Job.FAILED, error=told(str(outcome.error)), **kept)
    else:
        log.error("job %s (%s), attempt %s", job.key, job.task, job.attempts, exc_info=outcome.error)
        try_again_or_fail(job, kept)


def try_again_or_fail(job: Job, kept: dict[str, str]) -> None:
    """A fault of ours may pass: wait longer each time, and stop after the last attempt."""
    if job.attempts >= MOST_ATTEMPTS:
        text = _("Something broke on our side %(count)s times. Tell the keeper of this installation.")
        leasing.finish(job, Job.FAILED, error=text % {"count": job.attempts}, **kept)
        return
    text = _("Something broke on our side. Attempt %(next)s of %(most)s follows by itself.")
    said = text % {"next": job.attempts + 1, "most": MOST_ATTEMPTS}
    leasing.put_back(job, after=leasing.BACK_OFF[job.attempts - 1], values={"error": said, **kept})
