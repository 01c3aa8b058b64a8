"""Recording, changing and withdrawing studies, each with its entry in the journal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from groundswell.before.evidence.models import KnownStudy, RiskOfBias, Study, StudyFile, StudySubgroup
from groundswell.before.evidence.selectors.frozen import study_columns, study_value
from groundswell.domain.errors import BadInput, Conflict, EditedMeanwhile
from groundswell.domain.evidence.study import Study as StudyValue
from groundswell.ground.documents.models import File
from groundswell.ground.journal.services import changes, note
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit


@dataclass(frozen=True)
class Standing:
    """What a program says of a study beside the study itself.

    Args:
        own: Whether it is the program's own pilot.
        counts: Whether it counts towards the verdict.
    """

    own: bool = False
    counts: bool = True


@transaction.atomic
def record_study(
    permit: Permit,
    program: Program,
    value: StudyValue,
    standing: Standing = Standing(),
    known: KnownStudy | None = None,
) -> Study:
    """Record a study.

    Args:
        permit: A permit of the person.
        program: The program.
        value: The study as the method reads it; its id becomes the short name.
        standing: What the program says of it.
        known: The entry among the known studies that this one replaces.

    Returns:
        The stored study.

    Raises:
        Conflict: A study of that name stands already.
    """
    permit = permit.demand("evidence.study.record", program)
    refuse_second(program, value.id)
    columns = study_columns(value)
    study = Study.objects.create(program=program, own=standing.own, counts=standing.counts, **columns)
    write_parts(study, value)
    if known:
        known.entered_as = study
        known.save(update_fields=["entered_as"])
    note(permit, study, after=told(value, standing))
    return study


@transaction.atomic
def change_study(permit: Permit, study: Study, value: StudyValue, standing: Standing, *, version: int) -> Study:
    """Change a study, unless somebody else changed it first.

    Args:
        permit: A permit of the person, with the reason if one was given.
        study: The study.
        value: The study as it shall be.
        standing: What the program says of it.
        version: The version that the person saw.

    Returns:
        The stored study.

    Raises:
        EditedMeanwhile: Somebody saved it since; the text names what differs, theirs and yours.
        Conflict: Another study has that name.
    """
    permit = permit.demand("evidence.study.change", study)
    stored = Study.objects.select_for_update().get(pk=study.pk)
    before, after = told(study_value(stored), standing_of(stored)), told(value, standing)
    if stored.version != version:
        raise EditedMeanwhile(
            _("Somebody else changed “%(name)s” while you had it open.") % {"name": stored.name},
            differences(before, after) + " " + _("Look again, then save: yours will replace theirs."),
            code="evidence.study_edited",
        )
    refuse_second(stored.program, value.id, except_for=stored)
    for name, content in study_columns(value).items():
        setattr(stored, name, content)
    stored.own, stored.counts, stored.version = standing.own, standing.counts, stored.version + 1
    stored.save()
    write_parts(stored, value)
    was, now = changes(before, after)
    if now:
        note(permit, stored, before=was, after=now)
    return stored


@transaction.atomic
def withdraw_study(permit: Permit, study: Study, reason: str) -> Study:
    """Take a study out of the evidence; it stays readable with the reason.

    Args:
        permit: A permit of the person.
        study: The study.
        reason: Why.

    Returns:
        The study.

    Raises:
        BadInput: No reason was given.
        Conflict: It is withdrawn already.
    """
    permit = permit.demand("evidence.study.withdraw", study)
    if not reason.strip():
        raise BadInput(_("No reason was given."), _("Write why the study is withdrawn."), code="evidence.no_reason")
    if study.withdrawn_at:
        raise Conflict(_("“%(name)s” is withdrawn already.") % {"name": study.name}, code="evidence.withdrawn")
    study.withdrawn_at, study.withdrawn_reason, study.version = timezone.now(), reason.strip(), study.version + 1
    study.save(update_fields=["withdrawn_at", "withdrawn_reason", "version"])
    note(permit, study, before={"withdrawn": False}, after={"withdrawn": True}, reason=reason.strip())
    return study


@transaction.atomic
def attach_file(permit: Permit, study: Study, file: File) -> StudyFile:
    """Attach a stored paper or report to a study.

    Args:
        permit: A permit of the person.
        study: The study.
        file: The stored file, of the same program.

    Returns:
        The attachment; attaching the same file twice changes nothing.

    Raises:
        BadInput: The file belongs to another program.
    """
    permit = permit.demand("evidence.study.attach", study)
    if file.program_id != study.program_id:
        raise BadInput(_("This file belongs to another program."), _("Upload it here."), code="evidence.foreign_file")
    attachment, is_new = StudyFile.objects.get_or_create(study=study, file=file)
    if is_new:
        note(permit, study, after={"file": str(file)})
    return attachment


def standing_of(study: Study) -> Standing:
    """What the program says of a stored study.

    Args:
        study: The study.

    Returns:
        Its standing.
    """
    return Standing(study.own, study.counts)


def refuse_second(program: Program, name: str, *, except_for: Study | None = None) -> None:
    """Refuse a second study of one name.

    Raises:
        Conflict: One stands already.
    """
    rows = Study.objects.filter(program=program, name=name.strip(), withdrawn_at__isnull=True)
    if (rows.exclude(pk=except_for.pk) if except_for else rows).exists():
        raise Conflict(
            _("A study named “%(name)s” is recorded already.") % {"name": name.strip()},
            _("Open that one, or give this one another short name."),
            code="study_name_once_per_program",
        )


def write_parts(study: Study, value: StudyValue) -> None:
    """Write the rows that belong to a study: risks of bias and subgroups, in place of those that stood."""
    study.risks.all().delete()
    study.subgroups.all().delete()
    RiskOfBias.objects.bulk_create(
        RiskOfBias(study=study, domain=entry.domain.value, risk=entry.risk.value, because=entry.because)
        for entry in value.risk_of_bias
    )
    StudySubgroup.objects.bulk_create(
        StudySubgroup(
            study=study,
            variable=group.variable,
            name=group.name,
            treated_people=group.treated.people,
            treated_events=group.treated.events,
            control_people=group.control.people,
            control_events=group.control.events,
        )
        for group in value.subgroups
    )


def told(value: StudyValue, standing: Standing) -> dict[str, Any]:
    """What the journal keeps of a study: what is recorded, nothing that is empty."""
    columns = study_columns(value) | {"own": standing.own, "counts": standing.counts}
    columns["risk_of_bias"] = [
        f"{entry.domain.value}: {entry.risk.value}. {entry.because}" for entry in value.risk_of_bias
    ]
    columns["subgroups"] = [f"{group.variable}: {group.name}" for group in value.subgroups]
    return {name: content for name, content in columns.items() if content not in (None, "", [])}


def differences(theirs: dict[str, Any], yours: dict[str, Any]) -> str:
    """The fields in which two versions of a study differ, with both values."""
    names = [name for name in {**theirs, **yours} if theirs.get(name) != yours.get(name)]
    pieces = [
        _("%(field)s: theirs %(theirs)s, yours %(yours)s")
        % {"field": name, "theirs": theirs.get(name, "–"), "yours": yours.get(name, "–")}
        for name in names
    ]
    return ("; ".join(pieces) + ".") if pieces else _("Both are the same.")
