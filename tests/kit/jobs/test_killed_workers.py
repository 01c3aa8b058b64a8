"""Workers that are killed with kill -9, in processes of their own, on both databases."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest

HOUSE = Path(__file__).resolve().parents[3]
LEASE_SECONDS = 2.0
Report = dict[str, Any]


class Yard:
    """A database with the processes that work on it."""

    def __init__(self, folder: Path, url: str) -> None:
        self.environment = os.environ | {"GROUNDSWELL_DATA": str(folder), "DATABASE_URL": url}
        self.workers: list[subprocess.Popen[str]] = []

    def command(self, *words: object) -> list[str]:
        return [sys.executable, "-m", "tests.kit.jobs.process", *map(str, words)]

    def do(self, *words: object) -> str:
        told = subprocess.run(
            self.command(*words), cwd=HOUSE, env=self.environment, capture_output=True, text=True, check=False
        )
        assert told.returncode == 0, told.stderr
        return told.stdout

    def hire(self) -> subprocess.Popen[str]:
        worker = subprocess.Popen(
            self.command("work", LEASE_SECONDS), cwd=HOUSE, env=self.environment, stdout=subprocess.PIPE, text=True
        )
        self.workers.append(worker)
        assert worker.stdout is not None
        assert worker.stdout.readline() == "ready\n"
        return worker

    def watch(self, worker: subprocess.Popen[str], rows: int) -> int:
        """Wait until a worker has told so many rows; the last one."""
        assert worker.stdout is not None
        return [int(worker.stdout.readline()) for _ in range(rows)][-1]

    def report(self) -> Report:
        report: Report = json.loads(self.do("tell"))
        return report

    def wait_for(self, wanted: Callable[[Report], bool], seconds: float = 60) -> Report:
        end = time.monotonic() + seconds
        while not wanted(report := self.report()):
            assert time.monotonic() < end, report
        return report

    def close(self) -> None:
        for worker in self.workers:
            worker.kill()
            worker.communicate()


@pytest.fixture
def sqlite_yard(tmp_path: Path) -> Iterator[Yard]:
    yard = Yard(tmp_path, f"sqlite:///{tmp_path}/jobs.sqlite3")
    yard.do("migrate")
    yield yard
    yard.close()


@pytest.fixture
def postgres_yard(tmp_path: Path) -> Iterator[Yard]:
    url = urlsplit(os.environ.get("DATABASE_URL", ""))
    if not url.scheme.startswith("postgres"):
        pytest.skip("DATABASE_URL does not name a PostgreSQL database")
    import psycopg

    name = f"jobs_{os.getpid()}"
    with psycopg.connect(urlunsplit(url), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yard = Yard(tmp_path, urlunsplit(url._replace(path=f"/{name}")))
        yard.do("migrate")
        yield yard
        yard.close()
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def yard(request: pytest.FixtureRequest) -> Yard:
    made: Yard = request.getfixturevalue(f"{request.param}_yard")
    return made


def test_work_of_a_killed_worker_is_finished_by_another_and_every_row_counts_once(yard: Yard) -> None:
    yard.do("enqueue", 1, 30, 0.1)
    first = yard.hire()
    reached = yard.watch(first, 6)
    first.kill()
    second = yard.hire()
    assert yard.watch(second, 6) >= reached + 6
    second.kill()
    yard.hire()
    report = yard.wait_for(lambda report: report["jobs"][0]["status"] == "done")
    assert report["marks"] == list(range(30))
    assert report["jobs"][0]["attempts"] == 3
    assert len(set(report["jobs"][0]["workers"])) == 3


def test_two_workers_of_whom_one_is_killed_do_every_job_once(yard: Yard) -> None:
    yard.do("enqueue", 12, 4, 0.05)
    first, _second = yard.hire(), yard.hire()
    yard.watch(first, 2)
    first.kill()
    report = yard.wait_for(lambda report: all(job["status"] == "done" for job in report["jobs"]))
    assert report["marks"] == sorted(list(range(4)) * 12)


def test_a_worker_told_to_leave_goes_at_its_next_step_and_its_work_waits(yard: Yard) -> None:
    yard.do("enqueue", 1, 100, 0.1)
    worker = yard.hire()
    yard.watch(worker, 3)
    worker.terminate()
    assert worker.wait(timeout=20) == 0
    job = yard.report()["jobs"][0]
    assert (job["status"], job["attempts"]) == ("waiting", 0)
    assert 0 < job["done"] < 100


def test_a_worker_that_is_alive_keeps_its_work_although_a_step_takes_longer_than_the_lease(yard: Yard) -> None:
    yard.do("nap", 3 * LEASE_SECONDS)
    yard.hire(), yard.hire()
    report = yard.wait_for(lambda report: report["jobs"][0]["status"] == "done")
    assert report["jobs"][0]["attempts"] == 1
