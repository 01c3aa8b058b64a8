"""A program's own versions of instruments: from a form or from a file; each saved change is a new version."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from groundswell.domain.errors import BadInput, EditedMeanwhile
from groundswell.domain.instruments.changing import Wanted, changed, next_version
from groundswell.domain.instruments.house import house_instruments
from groundswell.domain.instruments.instrument import Instrument
from groundswell.domain.instruments.reading import read_instrument
from groundswell.domain.instruments.writing import write_instrument
from groundswell.ground.instruments.models import Edition
from groundswell.ground.instruments.selectors.editions import Version, editions_of, found_versions
from groundswell.ground.journal.services import note
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit

MOST_BYTES, MOST_ITEMS, MOST_CODE = 200_000, 200, 40


def read_edition(program: Program, text: str, name: str) -> tuple[Instrument, Version | None]:
    """Read a file that somebody wants to keep, and find what it would take the place of.

    Args:
        program: The program.
        text: The file's content.
        name: Its name, for refusals.

    Returns:
        The instrument, and the version that is asked now; None where it is new.

    Raises:
        BadInput: The file is wrong or too large, or its version stands already with other words.
    """
    if len(text.encode()) > MOST_BYTES:
        raise BadInput(_("The file is larger than an instrument can be."), _("Choose another."), code="instrument.size")
    found = read_instrument(text, name)
    if len(found.items) > MOST_ITEMS or max(len(found.code), len(found.version)) > MOST_CODE:
        raise BadInput(
            _("The file has too many questions, or too long a code or version."),
            _("Keep to 200 questions and 40 letters."), code="instrument.size",
        )  # fmt: skip
    refuse_code(found)
    now = found_versions(program, found.code) if is_known(program, found.code) else []
    same = next((each for each in now if each.instrument.version == found.version), None)
    if same is not None and same.instrument != found:
        free = next_version(found.version, [each.instrument.version for each in now])
        raise BadInput(
            _("Version %(version)s of %(code)s stands already and says something else.")
            % {"version": found.version, "code": found.code},
            _("Give the changed file a version of its own, such as %(free)s.") % {"free": free},
            code="instrument.version",
        )  # fmt: skip
    return found, now[0] if now else None


def refuse_code(found: Instrument) -> None:
    """Refuse a code that cannot stand in an address.

    Raises:
        BadInput: It cannot.
    """
    if (
        not found.code.replace("-", "").replace("_", "").isascii()
        or not found.code.replace("-", "").replace("_", "").isalnum()
    ):
        raise BadInput(
            _("“%(code)s” cannot be the code of an instrument.") % {"code": found.code},
            _("Use letters from a to z, digits and hyphens."), code="instrument.code",
        )  # fmt: skip


def is_known(program: Program, code: str) -> bool:
    """Whether the house or the program has an instrument of that code."""
    return code in house_instruments() or bool(editions_of(program, code))


@transaction.atomic
def keep_edition(permit: Permit, program: Program, text: str, *, reason: str, seen: str, name: str = "") -> Edition:
    """Keep a file as the version that the program asks from now on; rounds keep the version they were opened with.

    Args:
        permit: A permit of the person.
        program: The program.
        text: The file.
        reason: What was changed, and why.
        seen: The version that the person saw in use; empty where there was none.
        name: The file's name, for refusals.

    Returns:
        The version.

    Raises:
        BadInput: The file is wrong, says what stands already, or no reason is given.
        EditedMeanwhile: Another version is in use by now.
    """
    permit = permit.demand("instruments.file.change", program).because(reason)
    Program.objects.select_for_update(of=("self",)).get(pk=program.pk)
    found, now = read_edition(program, text, name or "instrument.toml")
    if not reason.strip():
        raise BadInput(_("No reason was given."), _("Write what was changed, and why."), code="instrument.reason")
    in_use = now.instrument.version if now else ""
    if in_use != seen:
        raise EditedMeanwhile(
            _("Somebody else kept version %(version)s meanwhile.") % {"version": in_use or "–"},
            _("Compare your change with it, and repeat what still fits."), code="instrument.meanwhile",
        )  # fmt: skip
    if any(each.instrument.version == found.version for each in found_or_none(program, found.code)):
        raise BadInput(
            _("This is the version that stands already."), _("There is nothing to keep."), code="instrument.same"
        )
    made = Edition.objects.create(
        program=program, instrument=found.code, version=found.version, text=text, note=reason.strip(),
        based_on=now.instrument.version if now else "", saved_at=timezone.now(), saved_by_name=permit.name,
    )  # fmt: skip
    before = {"version": now.instrument.version} if now else {}
    note(permit, made, before=before, after={"version": found.version, "questions": len(found.items)})
    return made


def found_or_none(program: Program, code: str) -> list[Version]:
    """The versions of an instrument; none where it is new."""
    return found_versions(program, code) if is_known(program, code) else []


def change_instrument(
    permit: Permit, program: Program, code: str, wanted: Wanted, *, reason: str, seen: str
) -> Edition:
    """Change the version of an instrument that the program asks now, and keep it as the next one.

    Args:
        permit: A permit of the person.
        program: The program.
        code: Code of the instrument.
        wanted: The change.
        reason: What was changed, and why.
        seen: The version that the person saw.

    Returns:
        The new version.

    Raises:
        BadInput: The change cannot be, or changes nothing.
        EditedMeanwhile: Another version is in use by now.
    """
    permit = permit.demand("instruments.file.change", program)
    versions = found_versions(program, code)
    base = next((each for each in versions if each.instrument.version == seen), versions[0])
    new = changed(base.instrument, wanted, seen)
    if new == base.instrument:
        raise BadInput(_("Nothing was changed."), _("Change something, or leave it as it is."), code="instrument.same")
    return keep_next(permit, program, new, reason=reason, seen=seen)


def keep_next(permit: Permit, program: Program, new: Instrument, *, reason: str, seen: str) -> Edition:
    """Keep a changed instrument under the next version that is free.

    Args:
        permit: A permit of the person.
        program: The program.
        new: The instrument as it shall be.
        reason: What was changed, and why.
        seen: The version that was changed.

    Raises:
        BadInput: It has too many questions, or no reason is given.
        EditedMeanwhile: Another version is in use by now.
    """
    taken = [each.instrument.version for each in found_versions(program, new.code)]
    text = write_instrument(replace(new, version=next_version(seen, taken)))
    return keep_edition(permit, program, text, reason=reason, seen=seen)
