"""What a job's page says first."""

from __future__ import annotations

from django.utils.translation import gettext as _

from groundswell.domain.errors import GroundswellError
from groundswell.kit.jobs.models import Job
from groundswell.kit.style import written


def finding(job: Job) -> str:
    """The state of a job in one sentence: the heading of its page."""
    if job.status == Job.DONE:
        return job.result_sentence or _("Done.")
    if job.status == Job.FAILED:
        return job.error or _("It failed.")
    if job.status == Job.STOPPED:
        return (
            _("Stopped after %(done)s.") % {"done": count(job)} if job.done else _("Stopped before anything was done.")
        )
    if job.stop_requested:
        return _("It stops at the next step.")
    if job.status == Job.WAITING:
        return job.error or _("It waits for its turn.")
    return count(job) if job.done is not None else _("It is at work.")


def kept(job: Job) -> str:
    """What stands after work that did not come to its end, and what to do; empty for other work."""
    if job.status not in {Job.FAILED, Job.STOPPED}:
        return ""
    whole = _("Nothing was saved by halves: what was written is whole, the rest was not begun.")
    if job.status == Job.STOPPED:
        then = _("Try again to go on with it.")
    elif job.error_class.startswith(f"{GroundswellError.__module__}."):
        then = _("Mend what is said above, then try again.")
    else:
        then = _("Try again, or go back and tell the keeper of this installation.")
    return f"{whole} {then}"


def count(job: Job) -> str:
    """How far it has come: “64,000 of 100,000”, or “64,000” where the whole is not known."""
    done = written(job.done or 0)
    return _("%(done)s of %(total)s") % {"done": done, "total": written(job.total)} if job.total else done


def light(job: Job) -> str:
    """The mark beside a state."""
    return {Job.DONE: "done", Job.FAILED: "late", Job.STOPPED: "pause"}.get(job.status, "later")
