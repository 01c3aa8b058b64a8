"""Indicator sheets: adopted from the default set, defined anew, changed with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext, override
from django.utils.translation import gettext as _

from groundswell.domain.errors import BadInput, Conflict, EditedMeanwhile
from groundswell.domain.monitoring.indicators import default_indicator
from groundswell.during.monitoring.models import Indicator
from groundswell.during.monitoring.models.indicators import SHEET_COLUMNS, SHEET_RULES
from groundswell.ground.journal.services import changes, note
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Permit

EXTRAS = (
    "definition",
    "source_form",
    "frequency",
    "used_at",
    "responsible",
    "baseline",
    "position",
    "asked",
    "retired_on",
)
EDITABLE = (*SHEET_COLUMNS, *SHEET_RULES, "target_value", *EXTRAS)


def adopt_indicator(permit: Permit, program: Program, code: str) -> Indicator:
    """Take a sheet of the default set (P1 to P22, O1 to O8) into the program; it may be changed afterwards.

    Args:
        permit: A permit in the program.
        program: Which takes it.
        code: Its code in the default set.

    Raises:
        BadInput: The default set has no such code.
        Conflict: The program has it already.
    """
    sheet = default_indicator(code)
    columns = {name: getattr(sheet, name) for name in (*SHEET_COLUMNS, *SHEET_RULES)}
    names = {code: in_language(code, sheet.name) for code, _language in settings.LANGUAGES}
    return define_indicator(permit, program, columns | {"target_value": sheet.target, "names": names})


def in_language(code: str, text: str) -> str:
    """A text of the default set in a language of the interface; its words are gathered from the set itself."""
    with override(code):
        return gettext(text)


def define_indicator(permit: Permit, program: Program, columns: Mapping[str, Any]) -> Indicator:
    """Add an indicator of the program's own.

    Args:
        permit: A permit in the program.
        program: Which gets it.
        columns: Columns of the sheet; those not given keep their default.

    Raises:
        BadInput: The sheet contradicts itself.
        Conflict: The program already has an indicator of that code.
    """
    permit = permit.demand("monitoring.indicator.change", program)
    with transaction.atomic():
        rows = Indicator.objects.filter(program=program)
        if rows.filter(code=columns["code"]).exists():
            raise Conflict(
                _("The program already has the indicator {code}.").format(code=columns["code"]),
                _("Open that one, or choose another code."),
                code="indicator_once_per_program",
            )
        last = rows.aggregate(last=Max("position"))["last"] or 0
        indicator = Indicator(program=program, **{"position": last + 1, **columns})
        _check(indicator)
        indicator.save()
        note(permit, indicator, after={name: getattr(indicator, name) for name in EDITABLE})
    return indicator


def change_indicator(
    permit: Permit, indicator: Indicator, columns: Mapping[str, Any], *, version: int, why: str
) -> Indicator:
    """Change a sheet, with the reason.

    Args:
        permit: A permit in the program.
        indicator: The sheet.
        columns: The columns to change, any of ``EDITABLE``.
        version: Version that the person saw.
        why: Why, in the person's words.

    Raises:
        BadInput: There is no reason, or the sheet would contradict itself.
        EditedMeanwhile: Somebody else saved first; the error tells both values.
    """
    permit = permit.demand("monitoring.indicator.change", indicator)
    if not why.strip():
        raise BadInput(_("A changed sheet needs its reason."), _("Write one sentence."), code="monitoring.reason")
    with transaction.atomic():
        row = Indicator.objects.select_for_update(of=("self",)).select_related("program").get(pk=indicator.pk)
        before, after = changes({name: getattr(row, name) for name in EDITABLE}, dict(columns))
        if row.version != version and after:
            raise _edited(before, after)
        for name, value in after.items():
            setattr(row, name, value)
        _check(row)
        row.version += 1
        row.save()
        note(permit, row, before=before, after=after, reason=why)
    return row


def _check(indicator: Indicator) -> None:
    """Let the domain say whether the sheet holds together."""
    if not indicator.sheet.name.strip() or not indicator.code.strip():
        raise BadInput(_("The sheet has no name or no code."), _("Give both."), code="indicator.name")


def _edited(stored: Mapping[str, Any], wanted: Mapping[str, Any]) -> EditedMeanwhile:
    both = "; ".join(
        _("{field}: now {stored}, yours {yours}").format(field=name, stored=stored[name], yours=wanted[name])
        for name in wanted
    )
    return EditedMeanwhile(
        _("Somebody else changed this sheet meanwhile: {both}.").format(both=both),
        _("Look at the sheet as it is now, then change what is still needed."),
        code="monitoring.edited",
    )
