"""Tasks that the tests of background work run, also in processes of their own."""

from __future__ import annotations

import time

from django.db import transaction
from django.tasks import task

from groundswell.domain.errors import BadInput
from groundswell.domain.monitoring.periods import parse_period
from groundswell.ground.programs.selectors import program_by_key
from groundswell.kit.jobs.models import Job
from groundswell.kit.jobs.progress import JobContext


@task
def double(number: int) -> int:
    return 2 * number


@task
def refuse(row: int) -> None:
    raise BadInput(f"Row {row} is empty.", "Fill it.")


@task
def misread(text: str) -> None:
    parse_period(text)


@task
def break_down() -> None:
    raise ZeroDivisionError("a fault of ours")


@task(takes_context=True)
def mark_rows(context: JobContext, total: int, seconds: float = 0.0) -> dict[str, str]:
    """Write one row per step, each in one transaction with its count; goes on from where it stood."""
    for number in range(context.progress.done, total):
        with transaction.atomic():
            Job.objects.create(task="mark", title=str(number), status=Job.DONE, run_after="2026-01-01T00:00Z")
            time.sleep(seconds)
            context.progress.step(number + 1, total, f"Row {number + 1}", stood={"last": number})
        print(number, flush=True)  # for a test that watches this process from outside
    return {"url": "/done/", "sentence": f"{total} rows."}


@task(takes_context=True)
def who_may(context: JobContext, code: str, program: str) -> str:
    return context.progress.permit(code, program_by_key(program)).via


@task
def nap(seconds: float) -> None:
    """Give no sign of life for a while."""
    print("napping", flush=True)
    time.sleep(seconds)


def marks() -> list[int]:
    """The rows that :func:`mark_rows` wrote."""
    return sorted(int(title) for title in Job.objects.filter(task="mark").values_list("title", flat=True))
