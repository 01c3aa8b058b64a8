"""Pages of background work: one's own jobs, one of them, and its stop button."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from groundswell.kit.door import Permit, door
from groundswell.kit.finders import finder
from groundswell.kit.jobs.running import can_stop
from groundswell.kit.jobs.selectors import Job, job_by_key, jobs_of
from groundswell.kit.jobs.services import ask_to_stop, begin_again
from groundswell.kit.jobs.wording import count, finding, kept, light
from groundswell.kit.pages import go, page
from groundswell.kit.paging import paged


@door("jobs.list.read")
@require_safe
def jobs(request: HttpRequest, permit: Permit) -> HttpResponse:
    """One's own background work, newest first."""
    rows = paged(request, jobs_of(permit))
    listed = [{"job": job, "finding": finding(job), "light": light(job)} for job in rows]
    return page(request, "jobs/jobs.html", {"page": rows, "jobs": listed})


@door("jobs.job.read", job=job_by_key)
@require_safe
def job(request: HttpRequest, permit: Permit, job: Job) -> HttpResponse:
    """One piece of work: its count while it runs, what came of it afterwards."""
    if job.program:
        request.things["program"] = finder("program_by_key")(job.program)  # type: ignore[attr-defined]  # for the frame
    shown: dict[str, object] = {
        "job": job,
        "finding": finding(job),
        "count": count(job),
        "light": light(job),
        "kept": kept(job),
    }
    shown["can_stop"] = can_stop(job) and not job.stop_requested
    return page(request, "jobs/job.html", shown, part="state")


@door("jobs.job.stop", job=job_by_key)
@require_POST
def stop(request: HttpRequest, permit: Permit, job: Job) -> HttpResponse:
    """Ask it to stop."""
    ask_to_stop(permit, job)
    return go("jobs:job", job.key)


@door("jobs.job.repeat", job=job_by_key)
@require_POST
def again(request: HttpRequest, permit: Permit, job: Job) -> HttpResponse:
    """Begin failed or stopped work again."""
    return go("jobs:job", begin_again(permit, job).key)
