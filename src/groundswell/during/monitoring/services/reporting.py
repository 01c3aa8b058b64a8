"""The monthly report of one place: kept as a draft, or sent with its values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from groundswell.domain.access import Target
from groundswell.domain.errors import BadInput
from groundswell.domain.monitoring.periods import Period
from groundswell.during.monitoring.models import Report
from groundswell.during.monitoring.models.entries import NewValue
from groundswell.during.monitoring.models.spans import columns_of
from groundswell.during.monitoring.selectors.forms import warnings_of
from groundswell.during.monitoring.services.recording import person_of, write_values
from groundswell.during.monitoring.services.rows import Counts
from groundswell.ground.journal.services import note
from groundswell.ground.places.models import Place
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit


def keep_draft(permit: Permit, program: Program, place: Place, period: Period, answers: Mapping[str, str]) -> Report:
    """Keep what was filled in so far; it counts as no report and no value until it is sent.

    Args:
        permit: A permit at the place.
        program: Which program reports.
        place: Which place.
        period: For which period.
        answers: What stands in each field, as it was typed.

    Raises:
        BadInput: The report was sent already: correct it by sending it once more.
    """
    permit = permit.demand("monitoring.report.send", Target(str(program.key), place.path))
    with transaction.atomic():
        report = _report(program, place, period)
        if report.state == "sent":
            raise BadInput(
                _("The report of {place} for {period} is sent already.").format(place=place, period=period.label),
                _("Change what is wrong and send it once more."),
                code="report.sent",
            )
        report.draft = dict(answers)
        report.save()
        note(permit, report, after={"state": "draft"})
    return report


def record_report(
    permit: Permit,
    program: Program,
    place: Place,
    period: Period,
    rows: Sequence[NewValue],
    *,
    words: str = "",
) -> tuple[Report, Counts]:
    """Send the report of a place: its values, and that it came today.

    A part larger than its whole, or a value far from the months before, is let through only with a reason.

    Args:
        permit: A permit at the place; its reason says why unusual values are right.
        program: Which program reports.
        place: Which place.
        period: For which period.
        rows: The values of this place and period.
        words: What the reporter wants to say.

    Returns:
        The report, and how many values were added, changed and already so.

    Raises:
        BadInput: The period has not begun, the report is empty, or unusual values lack their reason.
    """
    permit = permit.demand("monitoring.report.send", Target(str(program.key), place.path))
    reason = permit.reason.strip()
    if period.first > timezone.localdate():
        raise BadInput(
            _("{period} has not begun.").format(period=period.label), _("Report a period when it is over."),
            code="report.future",
        )  # fmt: skip
    if not rows:
        raise BadInput(
            _("The report holds no number."),
            _("Fill in what you know, or save it and finish later."),
            code="report.empty",
        )
    warnings = warnings_of(permit, program, place, period, rows)
    if warnings and not reason:
        raise BadInput(
            " ".join(f"{warning.name}: {warning.text}" for warning in warnings),
            _("Correct them, or say why they are right."),
            code="report.reason",
        )  # fmt: skip
    with transaction.atomic():
        report = _report(program, place, period)
        before = {"state": report.state} if report.submitted_at else {}
        counts = write_values(permit, program, rows, why=reason or words)
        if report.submitted_at is None:
            report.submitted_at, report.submitted_by = timezone.now(), person_of(permit)
            report.late_days = (timezone.localdate(report.submitted_at) - period.last).days
        report.state, report.draft, report.note, report.reason = "sent", {}, words, reason
        report.save()
        note(permit, report, reason=reason, before=before, after={
            "state": "sent", "added": counts.added, "changed": counts.changed, "warnings": len(warnings),
        })  # fmt: skip
    return report, counts


def _report(program: Program, place: Place, period: Period) -> Report:
    found = Report.objects.filter(program=program, place=place, kind=period.kind, first_day=period.first).first()
    return found or Report(program=program, place=place, **columns_of(period))
