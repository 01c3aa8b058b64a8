"""Cluster data by paste or upload, refused row by row with the reason."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groundswell.before.evidence.forms.fields import Column, read_pasted
from groundswell.domain.errors import BadInput
from groundswell.domain.stats.clusters import ClusterRow

COLUMNS = (
    Column("arm", "whole", needed=True),
    Column("cluster", needed=True),
    Column("n", "number", needed=True),
    Column("events", "number"),
    Column("value", "number"),
    Column("sd", "number"),
    Column("pair"),
    Column("stratum"),
    Column("period"),
)
LARGEST = 2 * 1024 * 1024


class ClustersForm(forms.Form):
    """A table of clusters; gives frozen rows, or names each row that cannot be used."""

    table = forms.CharField(
        label=gettext_lazy("Table"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false", "dir": "ltr"}),
        help_text=gettext_lazy(
            "Paste it from a spreadsheet, with the head line. Columns: arm (1 with the approach, 0 without), "
            "cluster, n, then events, or value and sd; pair, stratum and period where you have them."
        ),
    )
    file = forms.FileField(
        label=gettext_lazy("Or a CSV file"), required=False, help_text=gettext_lazy("UTF-8, up to 2 MB.")
    )

    def clean_file(self) -> str:
        """The text of the file."""
        upload = self.cleaned_data.get("file")
        if not upload:
            return ""
        if upload.size > LARGEST:
            raise forms.ValidationError(_("The file is larger than 2 MB. Leave out what is not about clusters."))
        try:
            return str(upload.read().decode("utf-8-sig"))
        except UnicodeDecodeError:
            raise forms.ValidationError(_("The file is not UTF-8. Save it as “CSV UTF-8”.")) from None

    def clean(self) -> dict[str, Any]:
        """Frozen rows under ``rows``."""
        cleaned = super().clean() or {}
        text = cleaned.get("file") or cleaned.get("table") or ""
        if "file" in self.errors:
            return cleaned
        if not text.strip():
            self.add_error("table", _("There is no table. Paste one, or choose a file."))
            return cleaned
        rows, faults = read_pasted(text, COLUMNS)
        cleaned["rows"] = []
        for number, row in enumerate(rows, 2):
            if not faults:
                try:
                    cleaned["rows"].append(ClusterRow(**row))
                except BadInput as wrong:
                    self.add_error("table", _("Row %(row)s: %(fault)s") % {"row": number, "fault": wrong})
        for fault in faults:
            self.add_error("table", fault)
        return cleaned
