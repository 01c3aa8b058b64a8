"""Django's Tasks API on our own leased table (ADR 0010)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.tasks import TaskResult
from django.tasks.backends.base import BaseTaskBackend
from django.tasks.base import Task
from django.tasks.exceptions import TaskResultDoesNotExist
from django.utils import timezone
from django.utils.json import normalize_json
from django.utils.translation import get_language

from groundswell.kit.jobs import leasing
from groundswell.kit.jobs.models import Job
from groundswell.kit.jobs.progress import LEASE
from groundswell.kit.jobs.running import result_of, run


@dataclass(frozen=True)
class About:
    """Whose work it is and what it is called, for showing it; nothing for work of the installation.

    Args:
        title: What the person reads.
        person: Key of whoever began it.
        person_name: Their name at the time.
        program: Key of the program it concerns.
        unique_key: While work of this key waits or runs, no second is begun.
        page: Address of the page on which it was begun.
    """

    title: str = ""
    person: str = ""
    person_name: str = ""
    program: str = ""
    unique_key: str = ""
    page: str = ""


NOBODY = About()


class LeasedBackend(BaseTaskBackend):
    """Jobs as rows with a lease. ``OPTIONS: {"at_once": True}`` runs them at once, for a test that asks."""

    supports_defer = True
    supports_get_result = True
    supports_priority = True

    def enqueue[**P, R](self, task: Task[P, R], args: list[Any], kwargs: dict[str, Any]) -> TaskResult[P, R]:
        """Write the job down in the caller's transaction; Django's ``task.enqueue(…)`` ends here."""
        written: Any = result_of(self.put(task, args, kwargs, NOBODY))
        return written  # type: ignore[no-any-return]

    def put(self, task: Task[..., Any], args: Any, kwargs: Any, about: About) -> Job:
        """Write the job down, or find the one of the same key that waits or runs already."""
        self.validate_task(task)
        try:
            with transaction.atomic():
                job = self.written(task, args, kwargs, about)
        except IntegrityError:
            open_one = Job.objects.filter(unique_key=about.unique_key, status__in=(Job.WAITING, Job.RUNNING)).first()
            if not about.unique_key or open_one is None:
                raise
            return open_one
        if self.options.get("at_once"):
            leasing.take(job, "at once", timezone.now(), LEASE)
            run(job)
            job.refresh_from_db()
        return job

    def written(self, task: Task[..., Any], args: Any, kwargs: Any, about: About) -> Job:
        """The job's row."""
        return Job.objects.create(
            task=task.module_path,
            title=about.title[:200],
            arguments={"args": normalize_json(list(args)), "kwargs": normalize_json(dict(kwargs))},
            queue=task.queue_name,
            priority=task.priority,
            run_after=task.run_after or timezone.now(),
            unique_key=about.unique_key,
            person=about.person,
            person_name=about.person_name,
            program=about.program,
            language=get_language() or "",
            page=about.page[:500],
        )

    def get_result(self, result_id: str) -> TaskResult[..., Any]:
        """The state of a job.

        Raises:
            TaskResultDoesNotExist: There is no such job.
        """
        job = Job.objects.filter(key=result_id).first()
        if job is None:
            raise TaskResultDoesNotExist(result_id)
        return result_of(job)
