"""Duties by the clock, and what is forgotten."""

from __future__ import annotations

import importlib
from datetime import timedelta

import pytest
from django.utils import timezone

from groundswell.kit.jobs import rounds
from groundswell.kit.jobs.models import Job
from groundswell.kit.jobs.selectors import failed_since
from groundswell.kit.jobs.services import forget_old
from groundswell.kit.jobs.worker import work_until_idle
from tests.kit.jobs import work


@pytest.fixture(autouse=True)
def no_other_duties(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rounds, "_rounds", {})


def test_a_duty_is_done_when_it_is_due_and_a_broken_one_stops_no_other(caplog: pytest.LogCaptureFixture) -> None:
    done: list[str] = []
    rounds.regularly("broken", 0, lambda: 1 / 0)
    rounds.regularly("always", 0, lambda: done.append("always"))
    rounds.regularly("hourly", 3600, lambda: done.append("hourly"))
    rounds.go_round()
    rounds.go_round()
    assert done == ["always", "hourly", "always"]
    assert "ZeroDivisionError" in caplog.text


def test_every_room_that_has_duties_names_them_when_a_worker_begins() -> None:
    for room in ("groundswell.kit.jobs", "groundswell.ground.journal"):
        importlib.reload(importlib.import_module(f"{room}.tasks"))
    assert set(rounds._rounds) == {"jobs.forget_old", "journal.seal"}


@pytest.mark.django_db
def test_work_that_was_over_a_month_ago_is_forgotten_and_open_work_is_kept() -> None:
    work.double.enqueue(1)
    work.double.enqueue(2)
    work_until_idle()
    Job.objects.filter(arguments__args=[1]).update(finished_at=timezone.now() - timedelta(days=31))
    work.double.enqueue(3)
    Job.objects.filter(arguments__args=[3]).update(enqueued_at=timezone.now() - timedelta(days=90))
    assert forget_old() == 1
    assert [job.arguments["args"] for job in Job.objects.order_by("id")] == [[2], [3]]


@pytest.mark.django_db
def test_the_keeper_is_told_of_faults_of_ours_and_not_of_bad_input(caplog: pytest.LogCaptureFixture) -> None:
    work.refuse.enqueue(1)
    work.break_down.enqueue()
    for _ in range(5):
        work_until_idle()
        Job.objects.update(run_after=timezone.now())
    assert [job.task for job in failed_since()] == ["tests.kit.jobs.work.break_down"]
