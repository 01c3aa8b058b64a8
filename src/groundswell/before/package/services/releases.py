"""Releasing a version: the whole package frozen, signed, and named as the program's version."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from groundswell.before.package.models import Release
from groundswell.before.package.selectors import frozen_package
from groundswell.domain.errors import BadInput, Conflict
from groundswell.domain.gates.frozen import fingerprint
from groundswell.ground.journal.services import note
from groundswell.ground.programs.models import Program
from groundswell.ground.programs.services import change_program
from groundswell.kit.door import Permit


@transaction.atomic
def release_version(permit: Permit, program: Program, version: str, notes: str, *, on: date | None = None) -> Release:
    """Freeze the package and its documents as a version, and name it as the version that the program spreads.

    Args:
        permit: A permit of the person.
        program: The program.
        version: Its name, such as ``2.1``.
        notes: What is new, and why.
        on: Its day, for versions released before they were written down here; today without one. Only documents
            finished by then belong to it.

    Returns:
        The release.

    Raises:
        BadInput: It has no name or notes, its day lies ahead, or the package has no core element.
        Conflict: This version was released already.
    """
    permit = permit.demand("package.version.release", program)
    version, notes, day = version.strip(), notes.strip(), on or timezone.localdate()
    if not version or not notes:
        raise BadInput(
            _("A release needs a version and a word on what is new."), _("Write both."),
            code="release_has_version_and_notes",
        )  # fmt: skip
    if day > timezone.localdate():
        raise BadInput(_("The day lies ahead."), _("Choose today or an earlier day."), code="package.day")
    stored = Program.objects.select_for_update(of=("self",)).select_related("root").get(pk=program.pk)
    if Release.objects.filter(program=stored, version=version).exists():
        raise Conflict(
            _("Version %(version)s was released already.") % {"version": version},
            _("A release never changes. Choose the next number."), code="release_once_per_version",
        )  # fmt: skip
    frozen = frozen_package(permit, stored, day)
    if not any(element["kind"] == "core" for element in frozen["elements"]):
        raise BadInput(
            _("The package has no core element."), _("Write down what may not change, then release."),
            code="package.no_core",
        )  # fmt: skip
    release = Release.objects.create(
        program=stored, version=version, on=day, notes=notes, frozen=frozen, fingerprint=fingerprint(frozen),
        by_name=permit.name,
    )  # fmt: skip
    note(permit, release, after={"version": version, "fingerprint": release.fingerprint}, reason=notes)
    if not Release.objects.filter(program=stored, on__gt=day).exists():
        change_program(permit, stored, stored.version, package_version=version)
    return release
