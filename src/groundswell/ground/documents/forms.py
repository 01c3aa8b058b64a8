"""The form for storing a file."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class StoreForm(forms.Form):
    """A file and what it is."""

    upload = forms.FileField(
        label=_("File"),
        help_text=_("PDF, office file without macros, picture, sound, film, CSV or plain text."),
    )
    title = forms.CharField(label=_("What is it?"), max_length=300, required=False)
