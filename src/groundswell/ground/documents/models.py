"""Files: stored outside the code by what they hold, served only through the door."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from groundswell.domain.access import Target
from groundswell.ground.people.models import Person
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Reachable
from groundswell.kit.models import Record


class File(Record):
    """An uploaded file; its bytes lie under their SHA-256, so the same file is stored once."""

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="+")
    title = models.CharField(_("title"), max_length=300, blank=True)
    filename = models.CharField(max_length=255)
    media_type = models.CharField(max_length=120)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    language = models.CharField(_("language"), max_length=20, blank=True)
    uploaded_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)

    reach = Reachable(program="program__key")

    class Meta:
        ordering = ("-uploaded_at",)
        indexes = (models.Index(fields=("sha256",), name="file_by_content"),)

    def __str__(self) -> str:
        return self.title or self.filename

    def target(self) -> Target:
        """The program it belongs to."""
        return self.program.target()
