"""A process of its own against the database that DATABASE_URL names: ``python -m tests.kit.jobs.process VERB …``."""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundswell.config.settings")
django.setup()

from django.core.management import call_command  # noqa: E402

from groundswell.kit.jobs.models import Job  # noqa: E402
from groundswell.kit.jobs.worker import work_forever  # noqa: E402
from tests.kit.jobs import work  # noqa: E402


def enqueue(jobs: int, rows: int, seconds: float) -> None:
    """Write jobs down that each mark rows."""
    for _ in range(jobs):
        work.mark_rows.enqueue(rows, seconds)


def labour(lease: float) -> None:
    """Work until told to leave."""
    stopping = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stopping.set())
    print("ready", flush=True)
    work_forever(stopping, lease=timedelta(seconds=lease), idle_seconds=0.1)


def tell() -> None:
    """Print what stands in the database."""
    jobs = Job.objects.exclude(task="mark").order_by("id").values("status", "attempts", "done", "workers")
    print(json.dumps({"jobs": list(jobs), "marks": work.marks()}))


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["migrate"]:
            call_command("migrate", verbosity=0)
        case ["enqueue", jobs, rows, seconds]:
            enqueue(int(jobs), int(rows), float(seconds))
        case ["nap", seconds]:
            work.nap.enqueue(float(seconds))
        case ["work", lease]:
            labour(float(lease))
        case ["tell"]:
            tell()
