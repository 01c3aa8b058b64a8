"""Imports: what was uploaded, how it was read, what was found before anything was written, what was done."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from groundswell.domain.access import Target
from groundswell.ground.documents.models import File
from groundswell.ground.people.models import Person
from groundswell.ground.places.models import Place
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Reachable
from groundswell.kit.models import Record

KINDS = [
    ("places", _("places")),
    ("values", _("values")),
    ("survey", _("household survey")),
    ("table", _("table of Groundswell")),
]
STATES = [
    ("mapping", _("waits for you to say which column is what")),
    ("checking", _("is being checked")),
    ("checked", _("is checked; nothing is written yet")),
    ("applying", _("is being applied")),
    ("applied", _("is applied")),
    ("undone", _("was taken back")),
    ("failed", _("could not be read")),
]
WHATS = [
    ("refused", _("Refused")),
    ("set_aside", _("Set aside")),
    ("changed", _("Changed")),
    ("added", _("Added")),
    ("unchanged", _("The same")),
]


class Import(Record):
    """One upload of one or more files: nothing is written before a person says "apply"."""

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=KINDS)
    table = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=10, choices=STATES, default="mapping")
    parent = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    counts = models.JSONField(default=dict)
    notes = models.JSONField(default=list)
    error = models.TextField(blank=True)
    job = models.CharField(max_length=64, blank=True)
    uploaded_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    applied_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    applied_at = models.DateTimeField(null=True)
    fingerprint = models.CharField(max_length=64, blank=True)

    reach = Reachable(program="program__key")

    class Meta:
        ordering = ("-uploaded_at",)

    def __str__(self) -> str:
        names = [file.filename for file in self.files.all()[:2]]
        return names[0] if len(names) == 1 else str(_("%(first)s and others") % {"first": names[0] if names else "–"})

    def target(self) -> Target:
        """The program it belongs to."""
        return self.program.target()

    @property
    def rows_to_write(self) -> int:
        """Rows that applying writes."""
        return int(self.counts.get("added", 0)) + int(self.counts.get("changed", 0))

    @property
    def can_be_taken_back(self) -> bool:
        """Whether what it wrote can be taken back as a whole; what other tables hold is changed again instead."""
        if self.kind == "places":
            return self.state == "applied" and self.traces.exists()
        return self.state == "applied" and (self.kind in ("values", "survey") or self.table == "values")

    @property
    def rows_in_all(self) -> int:
        """All rows of its files that say something."""
        parts = ("added", "changed", "unchanged", "refused", "set_aside", "left_out")
        return sum(int(self.counts.get(what, 0)) for what in parts)

    @property
    def rows_left_out(self) -> int:
        """Rows that applying leaves out: refused, set aside, or said to be left out."""
        return sum(int(self.counts.get(what, 0)) for what in ("refused", "set_aside", "left_out"))


class ImportFile(Record):
    """One file of an import, with the sheet to read and how its columns are to be understood."""

    batch = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="+")
    filename = models.CharField(max_length=255)
    sheet = models.CharField(max_length=100, blank=True)
    signature = models.CharField(max_length=32, blank=True)
    mapping = models.JSONField(null=True, blank=True)
    position = models.PositiveIntegerField(default=0)

    reach = Reachable(program="batch__program__key")

    class Meta:
        ordering = ("batch", "position")
        constraints = (models.UniqueConstraint(fields=("batch", "position"), name="import_file_once"),)

    def __str__(self) -> str:
        return self.filename

    def target(self) -> Target:
        """The program of its import."""
        return self.batch.target()


class Line(models.Model):
    """One row of the preview: what would happen to it, or why not and what to do."""

    id = models.BigAutoField(primary_key=True)
    batch = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="lines")
    what = models.CharField(max_length=10, choices=WHATS)
    filename = models.CharField(max_length=255, blank=True)
    number = models.PositiveIntegerField(null=True)
    field = models.CharField(max_length=200, blank=True)
    thing = models.CharField(max_length=300, blank=True)
    old = models.CharField(max_length=300, blank=True)
    new = models.CharField(max_length=300, blank=True)
    remedy = models.TextField(blank=True)

    class Meta:
        ordering = ("batch", "id")
        indexes = (models.Index(fields=("batch", "what", "id"), name="line_by_what"),)

    def __str__(self) -> str:
        return f"{self.number} {self.what} {self.thing}"


class PlaceTrace(models.Model):
    """What an import did to one place, so that it can be taken back; the number stays when the place goes."""

    id = models.BigAutoField(primary_key=True)
    batch = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="traces")
    place = models.BigIntegerField()
    version = models.PositiveIntegerField()
    before = models.JSONField(null=True)
    fresh = models.JSONField(default=dict)

    class Meta:
        ordering = ("batch", "id")

    def __str__(self) -> str:
        return f"{self.batch_id} {self.place}"


class Unknown(Record):
    """A place or an indicator that the files name and the program does not know: a person matches or makes it.

    ``text`` is what the rows say; ``called`` is its name where the rows give a code and the file its name.
    """

    batch = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="unknowns")
    kind = models.CharField(max_length=10, choices=[("place", _("place")), ("indicator", _("indicator"))])
    text = models.CharField(max_length=300)
    called = models.CharField(max_length=300, blank=True)
    parents = models.JSONField(default=list)
    rows = models.PositiveIntegerField(default=0)
    why = models.CharField(max_length=300, blank=True)
    candidates = models.JSONField(default=list)

    class Meta:
        ordering = ("batch", "kind", "-rows", "text")

    def __str__(self) -> str:
        return self.called or self.text


class Match(Record):
    """What a person said a name in files means; remembered for the program's next imports.

    ``within`` is the top of the person's reach where that is a part of the program: beyond it nothing was said.
    """

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10)
    text = models.CharField(max_length=300)
    parents = models.CharField(max_length=500, blank=True)
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    indicator = models.CharField(max_length=60, blank=True)
    left_out = models.BooleanField(default=False)
    within = models.ForeignKey(Place, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    said_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField(auto_now=True)

    reach = Reachable(program="program__key")

    class Meta:
        ordering = ("program", "kind", "text")
        constraints = (
            models.UniqueConstraint(
                fields=("program", "kind", "text", "parents"), condition=Q(within=None), name="match_once_per_name"
            ),
            models.UniqueConstraint(
                fields=("program", "kind", "text", "parents", "within"), name="match_once_per_name_and_reach"
            ),
        )

    def __str__(self) -> str:
        return self.text

    def target(self) -> Target:
        """The program it belongs to."""
        return self.program.target()


class Remembered(models.Model):
    """How sheets with these headers were read last time in a program."""

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=KINDS)
    signature = models.CharField(max_length=32)
    mapping = models.JSONField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("program", "kind", "signature"), name="mapping_once_per_header"),
        )

    def __str__(self) -> str:
        return self.signature
