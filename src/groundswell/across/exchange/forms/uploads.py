"""Uploading one or more files."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _


class ManyFiles(forms.ClearableFileInput):
    """A file field that takes several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files as a list."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        """Check each of the files."""
        return [super(FilesField, self).clean(file, initial) for file in (data or [None])]


class UploadForm(forms.Form):
    """Which files, and what they hold."""

    files = FilesField(  # type: ignore[assignment]  # the form keeps what was sent under the same name
        label=_("Files"),
        help_text=_(
            "Excel, CSV, a map (GeoJSON), a FHIR bundle or DHIS2 data. Several files of one kind at once are fine."
        ),
    )
    kind = forms.ChoiceField(
        label=_("They hold"),
        required=False,
        widget=forms.RadioSelect,
        choices=[
            ("", _("let the files tell")),
            ("values", _("values: numbers by place and period")),
            ("places", _("places")),
            ("survey", _("a household survey: one row per household or person")),
        ],
    )
    sheet = forms.CharField(label=_("Sheet"), required=False, max_length=100, help_text=_("Empty: the first sheet."))


class ReasonForm(forms.Form):
    """Why an import is taken back."""

    why = forms.CharField(label=_("Why is it taken back?"), widget=forms.Textarea(attrs={"rows": 2}))
