"""Saving a form so that nobody's work is lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django import forms
from django.http import QueryDict

from groundswell.domain.errors import EditedMeanwhile, GroundswellError
from groundswell.kit.telling import told


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
    except EditedMeanwhile as edited:
        again = cast(QueryDict, form.data).copy()
        again["version"] = str(version())
        form.data = again
        form.add_error(None, told(str(edited)))
    except GroundswellError as refused:
        form.add_error(None, told(str(refused)))
    else:
        return True
    return False
