"""What the pages of reports say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.domain.monitoring.periods import Period, PeriodKind
from groundswell.during.monitoring.models import Report
from groundswell.during.monitoring.models.entries import NewValue
from groundswell.during.monitoring.selectors.forms import Asked
from groundswell.during.monitoring.selectors.reports import Due
from groundswell.during.monitoring.selectors.spans import period_words
from groundswell.during.monitoring.selectors.wording import counted
from groundswell.ground.places.models import Place
from groundswell.ground.programs.models import Program
from groundswell.kit.style import day_written


def month(period: Period) -> str:
    """The period in full: “October 2026”."""
    return date_format(period.first, "F Y") if period.kind is PeriodKind.MONTH else period_words(period)


def reports_page(due: Sequence[Due]) -> dict[str, Any]:
    """Head of the list of reports."""
    open_ones = [row for row in due if row.state != "sent"]
    late = [row for row in open_ones if (row.days_late or 0) > 0]
    if late:
        answer = ngettext("{count} report is late", "{count} reports are late", len(late)).format(
            count=counted(len(late))
        )
    elif open_ones:
        answer = ngettext(
            "{count} report is still to come", "{count} reports are still to come", len(open_ones)
        ).format(count=counted(len(open_ones)))
    else:
        answer = _("No report is owed")
    drafts = sum(row.state == "draft" for row in open_ones)
    because = (
        ngettext("{count} is begun and not sent.", "{count} are begun and not sent.", drafts).format(
            count=counted(drafts)
        )
        if drafts
        else ""
    )
    return {"answer": answer, "because": because, "owed": bool(due)}


def due_line(program: Program, row: Due) -> dict[str, Any]:
    """One report as a duty."""
    return {
        "state": row.light,
        "when": when_words(row),
        "act": _("{place}: report for {period}").format(place=row.name, period=row.when),
        "url": reverse("monitoring:report", args=[program.code, row.place_key, row.period]),
        "why": state_words(row),
        "who": row.area,
    }


def when_words(row: Due) -> str:
    """How long it is late, or until when there is time."""
    days = row.days_late
    if row.state == "sent":
        return _("sent") if days is None or days <= 0 else _late(days)
    if days is not None and days > 0:
        return _late(days)
    return _("by {day}").format(day=day_written(row.due, "j M"))


def state_words(row: Due) -> str:
    """What is known of it."""
    if row.state == "draft":
        return _("Begun, not sent.")
    return (
        _("Sent.")
        if row.state == "sent"
        else _("Nothing came yet. Due {day}.").format(day=day_written(row.due, "j M Y"))
    )


def form_page(place: Place, period: Period, report: Report | None) -> dict[str, Any]:
    """Head of the monthly form."""
    if report is None:
        state = _("Nothing saved yet.")
    elif report.state == "draft":
        state = _("Draft saved at {time}.").format(time=day_written(report.saved_at, "j M, H:i"))
    elif report.submitted_at:
        who = report.submitted_by.name if report.submitted_by else _("somebody")
        state = _("Sent on {day} by {who}. Sending it once more corrects it.").format(
            day=day_written(report.submitted_at, "j M Y"), who=who
        )
    else:
        state = _("Came by an import. Sending it corrects what was imported.")
    answer = _("Report for {period}, {place}").format(period=month(period), place=place)
    return {"answer": answer, "state": state, "sent": report is not None and report.state == "sent"}


def filled(asked: Asked, past: Iterable[NewValue], period: Period, report: Report | None) -> dict[str, Any]:
    """What stands in the form when it opens: the draft, or what was sent."""
    if report is not None and report.state == "draft":
        return dict(report.draft)
    answers: dict[str, Any] = dict(asked.answers(row for row in past if row.period == period))
    if report is not None:
        answers |= {"words": report.note, "reason": report.reason}
    return answers


def last_words(asked: Asked, past: Iterable[NewValue], period: Period) -> dict[str, str]:
    """What each question was answered the last time before this period."""
    found: dict[str, str] = {}
    rows = [row for row in past if row.period < period]
    for when in sorted({row.period for row in rows}):
        answers = asked.answers(row for row in rows if row.period == when)
        for key, number in answers.items():
            found[key] = _("{period}: {number}").format(period=period_words(when), number=counted(number))
    return found


def sent(place: Place, period: Period) -> str:
    """What is said after sending."""
    return _("The report of {place} for {period} is sent. Thank you.").format(place=place, period=month(period))


def _late(days: int) -> str:
    return ngettext("{count} day late", "{count} days late", days).format(count=counted(days))
