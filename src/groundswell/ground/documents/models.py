"""Files, stored outside the code by what they hold; documents, in versions, languages and media."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from groundswell.domain.access import Target
from groundswell.ground.people.models import Person
from groundswell.ground.programs.models import Program
from groundswell.kit.door import Reachable
from groundswell.kit.languages import Texts, said
from groundswell.kit.models import Record

KINDS = (
    ("guide", _("facilitator guide")),
    ("trainer", _("trainer manual")),
    ("session", _("session plan")),
    ("supervision", _("supervision form")),
    ("monitoring", _("monitoring form")),
    ("radio", _("radio piece")),
    ("video", _("video")),
    ("poster", _("poster")),
    ("cards", _("picture cards")),
    ("form", _("form")),
    ("other", _("other")),
)
MEDIA = (
    ("text", _("text to read or print")),
    ("picture", _("picture")),
    ("sound", _("sound")),
    ("film", _("film")),
)
STATES = (("draft", _("draft")), ("checked", _("checked")), ("released", _("released")))


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
    own = models.BooleanField(default=False)  # sent to be read into tables: shown to nobody but its sender
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


class Document(Record):
    """Something that facilitators, trainers or communities read, hear or see; what it says stands in its editions."""

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(_("kind"), max_length=20, choices=KINDS)
    title = Texts(_("title"))
    audience = models.CharField(_("for whom"), max_length=200, blank=True)
    licence = models.CharField(_("licence"), max_length=120, blank=True)
    contact = models.CharField(_("whom to ask"), max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    reach = Reachable(program="program__key")

    class Meta:
        ordering = ("kind", "id")
        indexes = (models.Index(fields=("program", "kind"), name="document_by_kind"),)
        constraints = (
            models.CheckConstraint(condition=~Q(title={}), name="document_has_title"),
            models.CheckConstraint(condition=Q(kind__in=[code for code, _words in KINDS]), name="document_kind"),
        )

    def __str__(self) -> str:
        return said(self.title)

    def target(self) -> Target:
        """The program it belongs to."""
        return self.program.target()


class Edition(Record):
    """One version of a document in one language and medium: a file, or a text written here; frozen once released."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="editions")
    label = models.CharField(_("version"), max_length=40)
    language = models.CharField(_("language"), max_length=20)
    medium = models.CharField(_("medium"), max_length=10, choices=MEDIA, default="text")
    file = models.ForeignKey(File, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("text"), blank=True)
    audience = models.CharField(_("for whom, where not as the document"), max_length=200, blank=True)
    pages = models.PositiveSmallIntegerField(_("pages"), null=True, blank=True)
    dated = models.DateField(_("date"))
    made_by = models.CharField(_("written or translated by"), max_length=200, blank=True)
    status = models.CharField(_("state"), max_length=10, choices=STATES, default="draft")
    translated_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("translated from")
    )
    recorded_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    reach = Reachable(program="document__program__key")

    class Meta:
        ordering = ("document", "language", "-dated", "-id")
        indexes = (models.Index(fields=("document", "status"), name="edition_by_state"),)
        constraints = (
            models.UniqueConstraint(fields=("document", "label", "language", "medium"), name="edition_once"),
            models.CheckConstraint(
                condition=Q(file__isnull=True) & ~Q(text="") | Q(file__isnull=False) & Q(text=""),
                name="edition_is_file_or_text",
            ),
            models.CheckConstraint(condition=~Q(label=""), name="edition_has_version"),
            models.CheckConstraint(condition=~Q(language=""), name="edition_has_language"),
            models.CheckConstraint(condition=Q(medium__in=[code for code, _w in MEDIA]), name="edition_medium"),
            models.CheckConstraint(condition=Q(status__in=[code for code, _w in STATES]), name="edition_state"),
        )

    def __str__(self) -> str:
        return f"{self.document} {self.label}, {self.language}"

    def target(self) -> Target:
        """The program of its document."""
        return self.document.target()

    @property
    def is_frozen(self) -> bool:
        """Whether it is released, so that it changes no more."""
        return self.status == "released"
