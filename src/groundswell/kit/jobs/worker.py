"""The worker: takes one job after another until it is told to leave."""

from __future__ import annotations

import logging
import os
import socket
import threading
import uuid
from datetime import timedelta

from django.db import DatabaseError, InterfaceError, close_old_connections, connections
from django.utils.module_loading import autodiscover_modules

from groundswell.kit.jobs import leasing
from groundswell.kit.jobs.models import Job
from groundswell.kit.jobs.progress import LEASE
from groundswell.kit.jobs.rounds import go_round
from groundswell.kit.jobs.running import run

log = logging.getLogger("groundswell.jobs")
IDLE_SECONDS = 1.0
UNREACHABLE = (DatabaseError, InterfaceError)


def start(stopping: threading.Event) -> threading.Thread:
    """Work in a thread beside what else this process does; it ends with the process or the event."""
    thread = threading.Thread(target=work_forever, args=(stopping,), name="worker", daemon=True)
    thread.start()
    return thread


def work_forever(stopping: threading.Event, *, lease: timedelta = LEASE, idle_seconds: float = IDLE_SECONDS) -> None:
    """Take and run jobs until the event is set; then finish or put back the one in hand.

    Args:
        stopping: Set by a signal or by the serving process.
        lease: How long each sign of life lasts; a killed worker's job is taken up after that.
        idle_seconds: How long to wait when there is nothing to do.
    """
    autodiscover_modules("tasks")
    name = worker_name()
    heart = Heart(lease, stopping)
    heart.start()
    rounds = Rounds()
    rounds.start()
    log.info("worker %s begins", name)
    try:
        while not stopping.is_set():
            if not work_once(name, lease, stopping, heart):
                stopping.wait(idle_seconds)
    finally:
        rounds.leave()
        heart.leave()
        connections.close_all()
        log.info("worker %s leaves", name)


def worker_name() -> str:
    """A name that no other worker has, also after this process is started again."""
    return f"{socket.gethostname()[:60]}:{os.getpid()}:{uuid.uuid4().hex[:8]}"


def work_once(name: str, lease: timedelta, stopping: threading.Event, heart: Heart) -> bool:
    """Take and run one job; False where there was none, or the database did not answer."""
    close_old_connections()
    try:
        job = leasing.claim(name, lease)
        if job is None:
            return False
        with heart.beating_for(job):
            run(job, lease=lease, leaving=stopping)
    except UNREACHABLE:
        log.exception("the database does not answer; the worker waits")
        connections.close_all()
        return False
    return True


def work_until_idle(most: int = 1000) -> int:
    """Run what waits now, in this thread, without a heart: for tests and for loading the demonstration.

    Returns:
        How many jobs were run.
    """
    name = worker_name()
    for count in range(most):
        job = leasing.claim(name, LEASE)
        if job is None:
            return count
        run(job)
    return most


class Heart(threading.Thread):
    """Renews the lease of the job in hand three times per lease."""

    def __init__(self, lease: timedelta, stopping: threading.Event) -> None:
        super().__init__(name="worker-heart", daemon=True)
        self.lease = lease
        self.stopping = stopping
        self.ended = threading.Event()
        self.job: Job | None = None

    def beating_for(self, job: Job) -> Beating:
        """A ``with`` block during which the lease of a job is renewed."""
        return Beating(self, job)

    def run(self) -> None:
        """Beat until the worker has left."""
        while not self.ended.wait(self.lease.total_seconds() / 3):
            self.beat()
        connections.close_all()

    def beat(self) -> None:
        """One beat: the lease of the job in hand is renewed."""
        close_old_connections()
        try:
            job = self.job
            if job is not None and not leasing.renew(job, self.lease):
                self.job = None
        except UNREACHABLE:
            log.exception("a lease could not be renewed; next beat in a moment")
            connections.close_all()

    def leave(self) -> None:
        """Stop beating."""
        self.ended.set()
        self.join(timeout=30)


class Rounds(threading.Thread):
    """Makes the rounds beside the job in hand: a duty of some seconds keeps neither job nor lease waiting."""

    def __init__(self) -> None:
        super().__init__(name="worker-rounds", daemon=True)
        self.ended = threading.Event()

    def run(self) -> None:
        """Look every second what is due, until the worker has left."""
        while not self.ended.wait(IDLE_SECONDS):
            close_old_connections()
            go_round()
        connections.close_all()

    def leave(self) -> None:
        """Make no more rounds; the duty in hand ends first."""
        self.ended.set()
        self.join(timeout=30)


class Beating:
    """While the block runs, the heart beats for a job."""

    def __init__(self, heart: Heart, job: Job) -> None:
        self.heart, self.job = heart, job

    def __enter__(self) -> None:
        self.heart.job = self.job

    def __exit__(self, *_: object) -> None:
        self.heart.job = None
