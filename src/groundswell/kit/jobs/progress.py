"""What a task gets in hand: its count, its place to go on from, and the person's wish to stop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from threading import Event
from typing import Any

from django.contrib.auth import get_user_model
from django.http import HttpRequest
from django.tasks import TaskResult
from django.utils import timezone
from django.utils.json import normalize_json
from django.utils.translation import gettext as _

from groundswell.domain.access import Target
from groundswell.domain.errors import NotAllowed
from groundswell.kit.door import Aimable, Permit, action_named, keeper
from groundswell.kit.jobs.models import Job

LEASE = timedelta(seconds=60)


class Stopped(Exception):
    """The person asked to stop; raised by :meth:`Progress.step`, so that the running chunk is undone."""


class LeaseLost(Exception):
    """Another worker holds this work now; whatever this one still writes must not count."""


class WorkerLeaving(Exception):
    """The worker itself is asked to leave; the work goes back and is taken up by the next one."""


@dataclass
class Progress:
    """The count of one attempt at a job.

    Args:
        job: The job as it was claimed; ``done``, ``total`` and ``stood`` are those of the attempt before.
        lease: How long each sign of life lasts.
        leaving: Set when the worker must leave.
    """

    job: Job
    lease: timedelta = LEASE
    leaving: Event | None = None

    @property
    def done(self) -> int:
        """How many were done when the work was broken off, 0 at first."""
        return self.job.done or 0

    @property
    def stood(self) -> Any:
        """What the last step kept, None at first."""
        return self.job.stood

    def step(self, done: int, total: int | None, sentence: str = "", *, stood: Any = None) -> None:
        """Tell how far the work is, and renew the lease.

        Called inside the transaction of a chunk, chunk and count stand or fall together: then every chunk
        counts exactly once, whatever is killed when. Called outside, the count is seen at once.

        Args:
            done: How many are done.
            total: Of how many, None where that is not known.
            sentence: What is being done, in the person's language.
            stood: Plain values from which the next attempt can go on.

        Raises:
            Stopped: The person asked to stop.
            WorkerLeaving: The worker is being stopped; the work will be taken up again.
            LeaseLost: Another worker has the work now.
        """
        kept = self.job.stood if stood is None else normalize_json(stood)
        values = {"done": done, "total": total, "sentence": sentence[:500], "stood": kept}
        held = held_by(self.job)
        if not held.update(**values, lease_until=timezone.now() + self.lease):
            raise LeaseLost(str(self.job.key))
        if held.filter(stop_requested=True).exists():
            raise Stopped(str(self.job.key))
        if self.leaving is not None and self.leaving.is_set():
            raise WorkerLeaving(str(self.job.key))
        for name, value in values.items():
            setattr(self.job, name, value)

    def permit(self, code: str, thing: Aimable | Target) -> Permit:
        """What the person who began the work may do **now**: a role ended meanwhile ends the work too.

        Raises:
            NotFound: The thing is not visible to the person.
            NotAllowed: The action is not allowed, or the person may no longer sign in.
        """
        people = get_user_model()._default_manager.filter(is_active=True)
        person = people.filter(key=self.job.person).first() if self.job.person else None
        if person is None:
            raise NotAllowed(_("Whoever began this work may no longer sign in."), code="jobs.person_gone")
        request = HttpRequest()
        request.user = person
        target = thing if isinstance(thing, Target) else thing.target()
        return replace(keeper().permit(request, action_named(code), target), via="job")


def in_one_piece[F: Callable[..., Any]](function: F) -> F:
    """Mark the function of a task that writes in one transaction: a wish to stop it is only seen before it begins."""
    function.in_one_piece = True  # type: ignore[attr-defined]
    return function


@dataclass(frozen=True)
class JobContext:
    """What a task with ``takes_context=True`` gets first: Django's ``TaskContext`` and the progress."""

    task_result: TaskResult[..., Any]
    progress: Progress

    @property
    def attempt(self) -> int:
        """Which attempt this is, counted from 1."""
        return self.progress.job.attempts


def held_by(job: Job) -> Any:
    """The job's row as long as this attempt of this worker holds it."""
    return Job.objects.filter(pk=job.pk, status=Job.RUNNING, worker=job.worker, attempts=job.attempts)
