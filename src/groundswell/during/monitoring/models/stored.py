"""Which files of the monitoring store are live: rows of the database of record, changed in one transaction."""

from __future__ import annotations

from django.db import models

from groundswell.domain.access import Target
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Reachable


class StoredProgram(models.Model):
    """How far the store of one program follows its change log.

    ``generation`` grows with every flip and is compared before the next: of two writers one wins, the other begins
    anew. ``stamp`` says which places and sheets the stored roll-ups were made with.
    """

    program = models.OneToOneField(Program, on_delete=models.CASCADE, related_name="+", primary_key=True)
    generation = models.BigIntegerField(default=0)
    last_change = models.BigIntegerField(default=0)
    stamp = models.CharField(max_length=200, blank=True)
    written_at = models.DateTimeField(null=True)

    reach = Reachable(program="program__key")

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(generation__gte=0), name="stored_generation_not_negative"),
        )

    def __str__(self) -> str:
        return f"{self.program_id}: {self.last_change}"

    def target(self) -> Target:
        """The program."""
        return self.program.target()


class StoredMonth(models.Model):
    """The live files of one month of a program: values whose period ends in it, and their roll-up.

    ``month`` is its first day; ``last_change`` the last change of the log that the files hold; ``fingerprint`` stands
    for the places above each reporting one, and the ways to combine, that the roll-up was made with.
    """

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="+")
    month = models.DateField()
    generation = models.BigIntegerField()
    values_file = models.CharField(max_length=200)
    rollup_file = models.CharField(max_length=200)
    rows = models.BigIntegerField()
    rollup_rows = models.BigIntegerField()
    last_change = models.BigIntegerField()
    fingerprint = models.CharField(max_length=64)
    written_at = models.DateTimeField()

    reach = Reachable(program="program__key")

    class Meta:
        ordering = ("program", "month")
        constraints = (models.UniqueConstraint(fields=("program", "month"), name="stored_month_once"),)

    def __str__(self) -> str:
        return f"{self.program_id} {self.month:%Y-%m} #{self.generation}"

    def target(self) -> Target:
        """The program."""
        return self.program.target()
