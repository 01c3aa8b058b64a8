"""Applying what is applied already: a second click, and a worker killed between its commit and its last word."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from groundswell.across.exchange import tasks
from groundswell.across.exchange.models import Import
from groundswell.across.exchange.services import apply_import
from groundswell.domain.errors import Conflict
from groundswell.during.monitoring.models import Value
from groundswell.ground.journal.models import Entry
from groundswell.kit.door import Permit
from groundswell.kit.jobs import leasing
from groundswell.kit.jobs.models import Job
from groundswell.kit.jobs.progress import LEASE, Progress
from groundswell.kit.jobs.running import call
from groundswell.kit.jobs.services import ask_to_stop, begin
from groundswell.kit.jobs.worker import work_until_idle
from tests.across.exchange.flows import Browser, said
from tests.cast import Cast, permit

SHEET = "district,month,sessions\nDorasa,2026-01,4\nDorasa,2026-02,5\nSewara,2026-01,7\n"


@pytest.fixture
def amina(cast: Cast) -> Browser:
    return Browser(cast.amina, cast.program)


@pytest.fixture
def ready(amina: Browser) -> Import:
    batch = amina.read(("sessions.csv", SHEET.encode()))
    return amina.match(batch, all_indicator="make:count")


def test_a_second_click_changes_nothing_and_is_told_that_it_is_applied(amina: Browser, ready: Import) -> None:
    amina.apply(ready)
    entries = Entry.objects.count()
    amina.apply(ready)
    assert (Value.objects.count(), Entry.objects.count()) == (3, entries)


def test_an_import_taken_back_is_not_applied_again(amina: Browser, ready: Import) -> None:
    amina.apply(ready)
    amina.undo(ready, "Wrong month.")
    assert amina.client.post(f"{amina.home}{ready.key}/apply").status_code == 409
    assert Value.objects.count() == 0


def test_work_killed_after_its_commit_is_found_done_by_the_next_worker(cast: Cast, ready: Import) -> None:
    begin(permit(cast.amina, "exchange.import.apply", ready), tasks.apply, str(ready.key), title="Applying")
    killed = leasing.claim("killed", LEASE)
    assert killed is not None
    call(killed, Progress(killed))
    entries = Entry.objects.count()
    Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    work_until_idle()
    job = Job.objects.get()
    assert (job.status, job.error, job.attempts) == (Job.DONE, "", 2)
    assert (Value.objects.count(), Entry.objects.count()) == (3, entries)


def test_while_it_is_applied_the_page_says_so_and_offers_no_stop(
    cast: Cast, amina: Browser, ready: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    def look(permit: Permit, batch: Import) -> Import:
        job = Job.objects.get()
        seen.append(said(amina.client.get(f"{amina.home}{ready.key}/")))
        seen.append(said(amina.client.get(f"/jobs/{job.key}/")))
        with pytest.raises(Conflict, match="in one piece"):
            ask_to_stop(permit, job)
        return apply_import(permit, batch)

    monkeypatch.setattr(tasks, "apply_import", look)
    begin(permit(cast.amina, "exchange.import.apply", ready), tasks.apply, str(ready.key), title="Applying",
          unique_key=f"import-{ready.key}")  # fmt: skip
    assert "Stop this work" in said(amina.client.get(f"/jobs/{Job.objects.get().key}/")), "it may stop while it waits"
    work_until_idle()
    page, job = seen
    assert "is being applied" in page
    assert "cannot be stopped" in page
    assert "Writing sessions.csv in one piece" in job
    assert "Stop this work" not in job
    assert Import.objects.get(pk=ready.pk).state == "applied"
    assert Job.objects.get().status == Job.DONE


def test_an_import_that_could_not_be_applied_waits_as_before(
    cast: Cast, ready: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(permit: Permit, batch: Import) -> Import:
        raise Conflict("Somebody changed values since this preview was made.")

    monkeypatch.setattr(tasks, "apply_import", broken)
    begin(permit(cast.amina, "exchange.import.apply", ready), tasks.apply, str(ready.key), title="Applying")
    work_until_idle()
    assert Job.objects.get().status == Job.FAILED
    assert Import.objects.get(pk=ready.pk).state == "checked"
