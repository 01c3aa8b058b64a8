"""Releases: the whole package as it was, which nobody can change afterwards."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from groundswell.domain.access import Target
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Reachable
from groundswell.kit.models import Record


class Release(Record):
    """A version of the package with all that stood in it."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    version = models.CharField(_("version"), max_length=40)
    on = models.DateField(_("day"))
    notes = models.TextField(_("what is new, and why"))
    frozen = models.JSONField()
    fingerprint = models.CharField(max_length=64)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

    reach = Reachable(program="program__key")

    class Meta:
        ordering = ("-on", "-id")
        constraints = (
            models.UniqueConstraint(fields=("program", "version"), name="release_once_per_version"),
            models.CheckConstraint(condition=~Q(version="") & ~Q(notes=""), name="release_has_version_and_notes"),
        )

    def __str__(self) -> str:
        return self.version

    def target(self) -> Target:
        """The program it belongs to."""
        return self.program.target()
