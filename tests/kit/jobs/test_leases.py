"""Taking work, keeping it, losing it, giving it back."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import transaction
from django.tasks import TaskResultStatus
from django.utils import timezone

from groundswell.kit.jobs import leasing
from groundswell.kit.jobs.models import MOST_ATTEMPTS, Job
from groundswell.kit.jobs.progress import LEASE, JobContext, LeaseLost, Progress, Stopped, WorkerLeaving
from groundswell.kit.jobs.running import result_of, run
from groundswell.kit.jobs.worker import work_until_idle
from tests.kit.jobs import work

pytestmark = pytest.mark.django_db


def lapse(job: Job) -> None:
    Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - timedelta(seconds=1))


def taken(worker: str = "one") -> Job:
    job = leasing.claim(worker, LEASE)
    assert job is not None
    return job


def test_work_enqueued_through_django_is_done_by_a_worker() -> None:
    result = work.double.enqueue(21)
    assert result.status == TaskResultStatus.READY
    assert work_until_idle() == 1
    result.refresh()
    assert (result.status, result.return_value, result.attempts) == (TaskResultStatus.SUCCESSFUL, 42, 1)


def test_work_of_a_change_that_is_undone_is_undone_with_it() -> None:
    with transaction.atomic():
        work.double.enqueue(1)
        transaction.set_rollback(True)
    assert Job.objects.count() == 0


def test_work_in_hand_is_not_taken_twice() -> None:
    work.double.enqueue(1)
    taken("one")
    assert leasing.claim("two", LEASE) is None


def test_a_lapsed_lease_is_taken_by_another_worker_and_the_first_can_write_nothing_more() -> None:
    work.mark_rows.enqueue(3)
    first = taken("one")
    lapse(first)
    second = taken("two")
    assert (second.pk, second.attempts) == (first.pk, 2)
    with pytest.raises(LeaseLost), transaction.atomic():
        Progress(first).step(1, 3)
    assert not leasing.renew(first, LEASE)
    assert not leasing.finish(first, Job.DONE)
    assert leasing.finish(second, Job.DONE)


def test_a_renewed_lease_is_kept() -> None:
    work.double.enqueue(1)
    job = taken()
    lapse(job)
    assert leasing.renew(job, LEASE)
    assert leasing.claim("two", LEASE) is None


def test_work_of_higher_priority_and_then_older_work_comes_first() -> None:
    for number, priority in ((1, 0), (2, 5), (3, 0)):
        work.double.using(priority=priority).enqueue(number)
    assert [taken().arguments["args"] for _ in range(3)] == [[2], [1], [3]]


def test_work_for_later_waits() -> None:
    work.double.using(run_after=timezone.now() + timedelta(hours=1)).enqueue(1)
    assert work_until_idle() == 0


def test_a_sentence_for_the_person_ends_the_work_without_another_attempt() -> None:
    work.refuse.enqueue(7)
    assert work_until_idle() == 1
    job = Job.objects.get()
    assert (job.status, job.error, job.attempts) == (Job.FAILED, "Row 7 is empty. Fill it.", 1)


def test_a_fault_of_ours_is_tried_again_later_each_time_and_at_most_five_times(
    caplog: pytest.LogCaptureFixture,
) -> None:
    result = work.break_down.enqueue()
    waits = []
    for _ in range(MOST_ATTEMPTS - 1):
        run(taken())
        job = Job.objects.get()
        assert job.status == Job.WAITING
        waits.append(job.run_after - timezone.now())
        assert leasing.claim("early", LEASE) is None
        Job.objects.update(run_after=timezone.now())
    assert waits == sorted(waits)
    run(taken())
    job = Job.objects.get()
    assert (job.status, job.attempts) == (Job.FAILED, 5)
    assert "5 times" in job.error
    result.refresh()
    assert result.errors[0].exception_class is ZeroDivisionError
    assert "a fault of ours" in caplog.text


def test_work_that_kills_its_workers_is_given_up_after_five_attempts() -> None:
    work.double.enqueue(1)
    for _ in range(MOST_ATTEMPTS):
        lapse(taken())
    assert leasing.claim("six", LEASE) is None
    job = Job.objects.get()
    assert job.status == Job.FAILED
    assert "broken off 5 times" in job.error


def test_a_task_that_this_version_does_not_know_does_not_stop_the_worker(caplog: pytest.LogCaptureFixture) -> None:
    Job.objects.create(task="tests.kit.jobs.work.gone", arguments={"args": [], "kwargs": {}}, run_after=timezone.now())
    work.double.enqueue(1)
    assert work_until_idle() == 2
    assert set(Job.objects.values_list("status", flat=True)) == {Job.WAITING, Job.DONE}
    assert "work.gone" in caplog.text


def test_a_step_tells_the_count_and_undoes_the_chunk_when_the_person_asked_to_stop() -> None:
    work.mark_rows.enqueue(3)
    job = taken()
    Progress(job).step(1, 3, "Row 1", stood={"last": 0})
    Job.objects.update(stop_requested=True)
    with pytest.raises(Stopped):
        work.mark_rows.func(JobContext(result_of(job), Progress(job)), 3)
    assert work.marks() == []
    job.refresh_from_db()
    assert (job.done, job.total, job.sentence, job.stood) == (1, 3, "Row 1", {"last": 0})
    run(job)
    job.refresh_from_db()
    assert job.status == Job.STOPPED


def test_a_worker_told_to_leave_puts_its_work_back_and_the_next_goes_on_from_there() -> None:
    work.mark_rows.enqueue(4)
    leaving = threading.Event()
    job = taken()
    Progress(job).step(2, 4)
    leaving.set()
    with pytest.raises(WorkerLeaving):
        Progress(job, leaving=leaving).step(2, 4)
    run(job, leaving=leaving)
    job.refresh_from_db()
    assert (job.status, job.attempts, job.done) == (Job.WAITING, 0, 2)
    assert work_until_idle() == 1
    assert work.marks() == [2, 3]


def test_a_test_that_asks_has_its_work_done_at_once(jobs_at_once: None) -> None:
    assert work.double.enqueue(4).return_value == 8
