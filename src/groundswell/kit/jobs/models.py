"""Background work as rows: what is to be done, who holds it until when, how far it has come."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from groundswell.domain.access import Target
from groundswell.kit.door import Reachable
from groundswell.kit.models import Record

MOST_ATTEMPTS = 5


class Job(Record):
    """One piece of work. It is enqueued in the caller's transaction: if the change is undone, so is the work.

    ``lease_until`` says until when ``worker`` may be trusted to be alive; ``attempts`` is also the fence that
    keeps a worker which lost its lease from writing over the next one. ``stood`` is what the work keeps of
    itself to go on after a break; ``page`` is where its person began it and may go back to.
    """

    WAITING, RUNNING, DONE, FAILED, STOPPED = "waiting", "running", "done", "failed", "stopped"
    STATUSES = [
        (WAITING, _("Waiting")),
        (RUNNING, _("At work")),
        (DONE, _("Done")),
        (FAILED, _("Failed")),
        (STOPPED, _("Stopped")),
    ]
    task = models.CharField(max_length=200)
    title = models.CharField(max_length=200)
    arguments = models.JSONField(default=dict)
    queue = models.CharField(max_length=40, default="default")
    priority = models.SmallIntegerField(default=0)
    unique_key = models.CharField(max_length=200, blank=True)
    person = models.CharField(max_length=64, blank=True)
    person_name = models.CharField(max_length=200, blank=True)
    program = models.CharField(max_length=64, blank=True)
    language = models.CharField(max_length=20, blank=True)
    page = models.CharField(max_length=500, blank=True)

    status = models.CharField(max_length=10, choices=STATUSES, default=WAITING)
    enqueued_at = models.DateTimeField(auto_now_add=True)
    run_after = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    worker = models.CharField(max_length=120, blank=True)
    workers = models.JSONField(default=list)
    attempts = models.PositiveSmallIntegerField(default=0)

    done = models.BigIntegerField(null=True)
    total = models.BigIntegerField(null=True)
    sentence = models.CharField(max_length=500, blank=True)
    stood = models.JSONField(null=True)
    stop_requested = models.BooleanField(default=False)
    result = models.JSONField(null=True)
    error = models.TextField(blank=True)
    error_class = models.CharField(max_length=200, blank=True)
    trace = models.TextField(blank=True)

    reach = Reachable(program="program", owner="person")

    class Meta:
        ordering = ("-id",)
        indexes = (
            models.Index(fields=("status", "-priority", "id"), name="job_by_status"),
            models.Index(fields=("person", "-id"), name="job_by_person"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("unique_key",),
                condition=Q(status__in=("waiting", "running")) & ~Q(unique_key=""),
                name="job_open_once_per_key",
            ),
            models.CheckConstraint(
                condition=~Q(status="running") | Q(lease_until__isnull=False), name="job_runs_under_a_lease"
            ),
        )

    def __str__(self) -> str:
        return self.title or self.task

    def target(self) -> Target:
        """The program it concerns, and whose it is."""
        return Target(program=self.program or None, owner=self.person)

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen by itself."""
        return self.status in {self.DONE, self.FAILED, self.STOPPED}

    @property
    def page_url(self) -> str:
        """The page on which it was begun, empty where there is none in this house."""
        return address_of({"url": self.page})

    @property
    def result_url(self) -> str:
        """The page of the result within this house, empty where the work named none."""
        return address_of(self.result)

    @property
    def result_sentence(self) -> str:
        """What came of it in words, empty where the work said nothing."""
        return str(self.result.get("sentence", "")) if isinstance(self.result, dict) else ""


def address_of(result: Any) -> str:
    """The ``url`` of a result when it stays in this house.

    Example:
        >>> address_of({"url": "/p/groups/"}), address_of({"url": "//evil.example/"}), address_of(3)
        ('/p/groups/', '', '')
    """
    url = str(result.get("url", "")) if isinstance(result, dict) else ""
    return url if url.startswith("/") and not url.startswith(("//", "/\\")) else ""
