"""Saving so that nobody's work is lost: who saves second is told, and what both wrote still stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django import forms
from django.db.models import Model
from django.http import QueryDict
from django.utils.translation import gettext as _

from groundswell.domain.errors import EditedMeanwhile, GroundswellError
from groundswell.kit.telling import error_told, told


def held[R: Model](row: R, version: int, *related: str, code: str = "") -> R:
    """The row as it is now, held until the transaction ends.

    Args:
        row: The row, of a table with a column ``version``.
        version: The version that the person saw.
        *related: What is read along with it.
        code: Code of the refusal; ``<room>.edited`` without one.

    Raises:
        EditedMeanwhile: Somebody saved it since, or it is gone.
    """
    rows = type(row)._default_manager.select_for_update(of=("self",)).filter(pk=row.pk)
    stored = (rows.select_related(*related) if related else rows).first()
    if stored is None:
        raise edited(row, code)
    refuse_stale(stored, version, code=code)
    return stored


def refuse_stale(stored: Model, version: int, *, code: str = "") -> None:
    """Refuse a change of what somebody else changed meanwhile.

    Raises:
        EditedMeanwhile: It is not the version that the person saw.
    """
    if stored.version != version:  # type: ignore[attr-defined]
        raise edited(stored, code)


def edited(row: Model, code: str = "") -> EditedMeanwhile:
    """What is said to who saves second."""
    return EditedMeanwhile(
        _("Somebody else changed “%(name)s” while you had it open.") % {"name": row},
        _("Look again, then save: yours will replace theirs."),
        code=code or f"{row._meta.app_label}.edited",
    )


def offer_again(form: forms.BaseForm, refused: GroundswellError, **seen: object) -> None:
    """Tell on a form why it was refused; all that was typed stands, and saving again replaces what is stored now.

    Args:
        form: The form, bound.
        refused: What the service said.
        **seen: Hidden fields with what is stored now, such as ``version``.
    """
    again = cast(QueryDict, form.data).copy()
    again.update({name: str(now) for name, now in seen.items()})
    form.data = again
    form.add_error(None, error_told(refused))


def saved(form: forms.Form | forms.ModelForm[Any], write: Callable[[], Any], version: Callable[[], int]) -> bool:
    """Write what a valid form says; a refusal stands on the form with all that was typed.

    Args:
        form: The form, bound.
        write: Calls the service.
        version: The version that is stored now, for saving again after somebody else did.

    Returns:
        Whether it is written.
    """
    if not form.is_valid():
        return False
    try:
        write()
    except EditedMeanwhile as refused:
        offer_again(form, refused, version=version())
    except GroundswellError as refused:
        form.add_error(None, told(str(refused)))
    else:
        return True
    return False
