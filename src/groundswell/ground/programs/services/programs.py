"""Starting, changing and closing programs."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.domain.errors import BadInput, EditedMeanwhile
from groundswell.ground.journal.services import changes, note
from groundswell.ground.places.models import Place
from groundswell.ground.programs.models import Program
from groundswell.kit.door import SITE, Permit


@transaction.atomic
def create_program(permit: Permit, code: str, name: str, root: Place, **values: Any) -> Program:
    """Start a program.

    Args:
        permit: A permit of the keeper of the installation.
        code: Short name, as it stands in addresses.
        name: Its name.
        root: The place from which it spreads, with all beneath it.
        **values: Further columns of :class:`Program`.
    """
    permit = permit.demand("programs.program.create", SITE)
    program = Program.objects.create(code=code, name=name, root=root, **values)
    note(permit, program, after={"code": code, "name": name, "root": str(root)} | values)
    return program


@transaction.atomic
def change_program(permit: Permit, program: Program, version: int, **values: Any) -> Program:
    """Change what is known about a program; equal values write nothing.

    Args:
        permit: A permit of the person.
        program: The program.
        version: The version that the person saw.
        **values: Columns of :class:`Program`.

    Raises:
        EditedMeanwhile: Somebody else saved first; the text names both values.
    """
    permit = permit.demand("programs.program.change", program)
    program = Program.objects.select_for_update(of=("self",)).select_related("root", "owner").get(pk=program.pk)
    old, new = changes({name: getattr(program, name) for name in values}, values)
    if not new:
        return program
    if version != program.version:
        raise meanwhile(old, new)
    for name, value in new.items():
        setattr(program, name, value)
    program.version += 1
    program.save()
    note(permit, program, before=old, after=new)
    return program


@transaction.atomic
def close_program(permit: Permit, program: Program, on: date, reason: str) -> Program:
    """Close a program; everything recorded stays readable.

    Args:
        permit: A permit of the person.
        program: The program.
        on: First day on which it is closed.
        reason: Why.
    """
    needs_reason(reason)
    permit = permit.demand("programs.program.change", program).because(reason)
    if Program.objects.filter(pk=program.pk, closed_on=None).update(closed_on=on):
        note(permit, program, before={"closed_on": None}, after={"closed_on": on})
    program.refresh_from_db()
    return program


def meanwhile(old: dict[str, Any], new: dict[str, Any]) -> EditedMeanwhile:
    """What to tell whoever saves second: both values."""
    words = _("%(field)s is now “%(theirs)s”, you wrote “%(yours)s”")
    both = "; ".join(words % {"field": name, "theirs": old[name], "yours": new[name]} for name in new)
    return EditedMeanwhile(
        _("Somebody else saved this meanwhile: %(both)s.") % {"both": both},
        _("Open the page again and repeat what still fits."),
        code="programs.meanwhile",
    )


def needs_reason(reason: str) -> None:
    """Insist on a reason.

    Raises:
        BadInput: There is none.
    """
    if not reason.strip():
        raise BadInput(
            _("The reason is missing."), _("Write one sentence; the journal keeps it."), code="reason.missing"
        )
