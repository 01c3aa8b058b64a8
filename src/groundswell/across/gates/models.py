"""What no step supplies yet and is typed in; verdicts and starts of waves, with what they stood on."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from groundswell.domain.access import Target
from groundswell.ground.people.models import Person
from groundswell.ground.programs.models import Program, Wave
from groundswell.kit.door import Reachable
from groundswell.kit.models import Record

WORDS = [
    ("ready", _("Ready to scale")),
    ("with research", _("Scale, with research")),
    ("not yet", _("Not yet")),
]

STARTS = [("start", _("Start")), ("hold", _("Hold")), ("adapt", _("Adapt"))]


class TypedInput(Record):
    """One input of the verdict, typed in by a person; the newest row of a name counts, older ones stay.

    ``name`` is a field of ``domain.evidence.verdict.VerdictInputs``. A row whose ``value`` is null takes the input
    back: it is "not recorded" again.
    """

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    context = models.CharField(_("context"), max_length=120, blank=True)
    name = models.CharField(max_length=40)
    value = models.JSONField(_("value"), null=True)
    unit = models.CharField(_("unit"), max_length=60, blank=True)
    source = models.CharField(_("source"), max_length=500)
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

    reach = Reachable(program="program__key")

    class Meta:
        ordering = ("-id",)
        indexes = (models.Index(fields=("program", "context", "name", "-id"), name="typed_input_newest"),)
        constraints = (models.CheckConstraint(condition=~Q(source=""), name="typed_input_has_source"),)

    def __str__(self) -> str:
        return self.name

    def target(self) -> Target:
        """The program it belongs to."""
        return self.program.target()


class Decision(Record):
    """A signed verdict: what the machine said, what it stood on, who signed, who overruled or dissented.

    Nothing of it is ever changed but the decision that came after it; dissents are rows of their own.
    """

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    context = models.CharField(_("context"), max_length=120, blank=True)
    package_version = models.CharField(_("version of the package"), max_length=40, blank=True)
    inputs = models.JSONField()
    verdict = models.JSONField()
    fingerprint = models.CharField(max_length=64)
    word = models.CharField(_("verdict"), max_length=20, choices=WORDS)
    override_word = models.CharField(_("overruled to"), max_length=20, choices=WORDS, blank=True)
    override_reason = models.TextField(_("why it is overruled"), blank=True)
    reason = models.TextField(_("why it is signed"), blank=True)
    signed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    signed_name = models.CharField(max_length=200)
    signed_at = models.DateTimeField(auto_now_add=True)
    lapses_on = models.DateField()
    superseded_by = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded"
    )

    reach = Reachable(program="program__key")

    class Meta:
        ordering = ("-id",)
        indexes = (models.Index(fields=("program", "context", "-id"), name="decision_newest"),)
        constraints = (
            models.CheckConstraint(condition=Q(override_word="") | ~Q(override_reason=""), name="override_has_reason"),
            models.CheckConstraint(condition=~Q(override_word=models.F("word")), name="override_differs"),
            models.UniqueConstraint(
                fields=("program", "context"), condition=Q(superseded_by__isnull=True), name="one_decision_stands"
            ),
        )

    def __str__(self) -> str:
        return f"{self.standing_word}, {self.context or '–'}"

    @property
    def standing_word(self) -> str:
        """The word that stands: the overruling one, or the machine's."""
        return self.override_word or self.word

    def target(self) -> Target:
        """The program it belongs to."""
        return self.program.target()


class Dissent(Record):
    """Somebody who does not agree with a signed verdict, and why."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="dissents")
    text = models.TextField(_("dissent"))
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

    reach = Reachable(program="decision__program__key")

    class Meta:
        ordering = ("id",)
        constraints = (models.CheckConstraint(condition=~Q(text=""), name="dissent_has_words"),)

    def __str__(self) -> str:
        return self.text[:80]

    def target(self) -> Target:
        """The program of the decision."""
        return self.decision.target()


class GateDecision(Record):
    """Whether a wave starts: what the gate said in every language, who decided, why, and who opened a closed gate.

    Nothing of it is ever changed but the decision that came after it; dissents are rows of their own.
    """

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, related_name="+")
    word = models.CharField(_("decision"), max_length=10, choices=STARTS)
    day = models.DateField(_("day"), null=True, blank=True)
    stood_on = models.JSONField()
    fingerprint = models.CharField(max_length=64)
    was_open = models.BooleanField(_("the gate was open"))
    reason = models.TextField(_("why"))
    over_reason = models.TextField(_("why the closed gate is opened"), blank=True)
    decided_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    decided_name = models.CharField(max_length=200)
    decided_at = models.DateTimeField(auto_now_add=True)
    superseded_by = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded"
    )

    reach = Reachable(program="program__key")

    class Meta:
        ordering = ("-id",)
        indexes = (models.Index(fields=("program", "wave", "-id"), name="gate_decision_newest"),)
        constraints = (
            models.CheckConstraint(condition=~Q(reason=""), name="gate_decision_has_reason"),
            models.CheckConstraint(condition=~Q(word="start") | Q(day__isnull=False), name="start_has_day"),
            models.CheckConstraint(
                condition=~Q(word="start") | Q(was_open=True) | ~Q(over_reason=""), name="closed_gate_needs_reason"
            ),
            models.UniqueConstraint(
                fields=("program", "wave"), condition=Q(superseded_by__isnull=True), name="one_start_stands"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_word_display()}, {self.wave}"

    def target(self) -> Target:
        """The program it belongs to."""
        return self.program.target()


class GateDissent(Record):
    """Somebody who does not agree with a decision on a wave, and why."""

    decision = models.ForeignKey(GateDecision, on_delete=models.CASCADE, related_name="dissents")
    text = models.TextField(_("dissent"))
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

    reach = Reachable(program="decision__program__key")

    class Meta:
        ordering = ("id",)
        constraints = (models.CheckConstraint(condition=~Q(text=""), name="gate_dissent_has_words"),)

    def __str__(self) -> str:
        return self.text[:80]

    def target(self) -> Target:
        """The program of the decision."""
        return self.decision.target()
