"""An element with its words in the program's languages, its checks and its lessons."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.forms import BoundField
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from groundswell.before.evidence.models import Study
from groundswell.before.package.models import Element, TrainingSession
from groundswell.before.package.selectors import fidelity_questions
from groundswell.before.package.services import ElementFacts
from groundswell.before.package.services.elements import WorkChanged
from groundswell.ground.documents.models import Document
from groundswell.ground.programs.models import Program
from groundswell.kit.fields import DayInput

LONG = forms.Textarea(attrs={"rows": 3})


def language_name(tag: str) -> str:
    """The name of a language in the reader's; the tag itself where Django does not know it."""
    try:
        return str(get_language_info(tag)["name_translated"])
    except KeyError:
        return tag


def tags_of(program: Program) -> list[str]:
    """Languages in which the package is written: the program's, else those of the house."""
    return list(program.languages) or [tag for tag, _name in settings.LANGUAGES]


class ElementForm(forms.ModelForm):  # type: ignore[type-arg]  # Django does not subscript it
    """An element of the package."""

    items = forms.MultipleChoiceField(
        label=gettext_lazy("What an observer sees of it: questions of the observed session"), required=False,
        choices=fidelity_questions, widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    own_items = forms.CharField(
        label=gettext_lazy("Or questions of our own"), required=False, widget=LONG,
        help_text=gettext_lazy("One in each line, such as “The picture cards went round the whole circle.”"),
    )  # fmt: skip
    work_changes = forms.BooleanField(
        label=gettext_lazy("The work itself changes, not only its description"), required=False,
        help_text=gettext_lazy(
            "For a core element: tick it when groups or facilitators will do something else than what was evaluated."
            " Earlier evaluations then count as indirect, and the verdict is judged again."
        ),
    )  # fmt: skip
    work_on = forms.DateField(label=gettext_lazy("From which day"), required=False, widget=DayInput)
    work_why = forms.CharField(label=gettext_lazy("Why?"), required=False, max_length=500)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    WORDED = ("names", "descriptions")

    class Meta:
        model = Element
        fields = (
            "code", "kind", "nature", "order", "rationale", "study", "evidence", "limits", "sessions", "documents",
        )  # fmt: skip
        widgets = {
            "code": forms.TextInput(attrs={"dir": "ltr"}), "kind": forms.RadioSelect, "nature": forms.RadioSelect,
            "rationale": LONG, "limits": LONG, "sessions": forms.CheckboxSelectMultiple,
            "documents": forms.CheckboxSelectMultiple,
        }  # fmt: skip
        help_texts = {
            "code": gettext_lazy("Small letters, digits, hyphens: it stays the same in every language."),
            "kind": gettext_lazy("Core may not change; adaptable may within its limits; optional may be left out."),
            "nature": gettext_lazy(
                "A committee, a fund or a hut is a result. Copied without the process that made it, it fails."
            ),
            "rationale": gettext_lazy("Which problem it answers, and what went wrong without it."),
            "evidence": gettext_lazy("What was seen, where and when; or the address of a report."),
            "limits": gettext_lazy("What may be changed, what must stay, who agrees."),
            "documents": gettext_lazy("Whatever somebody new would read, hear or see to do it."),
        }

    def __init__(self, *args: Any, program: Program, **options: Any) -> None:
        super().__init__(*args, **options)
        self.program, row = program, self.instance
        self.fields["study"].queryset = Study.objects.filter(program=program, withdrawn_at=None)  # type: ignore[attr-defined]
        self.fields["sessions"].queryset = TrainingSession.objects.filter(program=program)  # type: ignore[attr-defined]
        self.fields["documents"].queryset = Document.objects.filter(program=program)  # type: ignore[attr-defined]
        self.fields["version"].initial = row.version
        if row.pk:
            kept = list(row.items.all())
            self.fields["items"].initial = [item.item for item in kept if item.item]
            self.fields["own_items"].initial = "\n".join(item.words for item in kept if item.words)
        for tag in tags_of(program):
            self._worded(tag, row)

    def _worded(self, tag: str, row: Element) -> None:
        """Fields for name and description in one language."""
        words = {"lang": tag}
        for column, label, widget, longest in (
            ("names", _("Name"), forms.TextInput(attrs=words), 200),
            ("descriptions", _("What it is"), forms.Textarea(attrs=words | {"rows": 3}), 4000),
        ):
            self.fields[f"{column}_{tag}"] = forms.CharField(
                label=_("%(what)s, in %(language)s") % {"what": label, "language": language_name(tag)},
                required=False, max_length=longest, widget=widget, initial=getattr(row, column).get(tag, ""),
            )  # fmt: skip

    def named(self, *names: str) -> list[BoundField]:
        """Bound fields by name, those of languages by their column."""
        every = self.visible_fields()
        return [field for name in names for field in every if field.name == name or field.name.startswith(f"{name}_")]

    @property
    def main(self) -> list[BoundField]:
        """Kind and words."""
        return [*self.named("kind", "nature"), *self.named("names", "descriptions"), *self.named("code", "order")]

    @property
    def reasons(self) -> list[BoundField]:
        """Why it is needed and how far it may change."""
        return self.named("rationale", "study", "evidence", "limits")

    @property
    def checks(self) -> list[BoundField]:
        """How it is checked and learnt, and where it is described."""
        return self.named("items", "own_items", "sessions", "documents")

    @property
    def work(self) -> list[BoundField]:
        """Whether the work itself changes."""
        return self.named("work_changes", "work_on", "work_why")

    def clean_code(self) -> str:
        """Nobody else's."""
        code = str(self.cleaned_data["code"]).lower()
        taken = Element.objects.filter(program=self.program, code=code).exclude(pk=self.instance.pk)
        if taken.exists():
            raise forms.ValidationError(
                _("“%(code)s” is another element’s already, perhaps one set aside.") % {"code": code}
            )
        return code

    def clean(self) -> dict[str, Any]:
        """One name at least, a reason where the work changes."""
        given = super().clean() or {}
        if not any(given.get(f"names_{tag}") for tag in tags_of(self.program)):
            self.add_error(f"names_{tags_of(self.program)[0]}", _("Write its name in one language at least."))
        if given.get("work_changes") and not given.get("work_why"):
            self.add_error("work_why", _("Write why the work changes."))
        return given

    def facts(self) -> ElementFacts:
        """What the service takes, with words of languages that are not shown here."""
        given = self.cleaned_data
        said: dict[str, Any] = {
            column: getattr(self.instance, column) | {tag: given[f"{column}_{tag}"] for tag in tags_of(self.program)}
            for column in self.WORDED
        }
        said |= {name: given[name] for name in self.Meta.fields}
        said |= {"items": tuple(given["items"]), "own_items": tuple(given["own_items"].splitlines())}
        return ElementFacts(**said | {name: tuple(given[name]) for name in ("sessions", "documents")})

    def work_changed(self) -> WorkChanged | None:
        """That the work changes, None where only words do."""
        given = self.cleaned_data
        return WorkChanged(given["work_why"], given["work_on"]) if given["work_changes"] else None

    def _post_clean(self) -> None:
        """The service writes the row."""


class RetireForm(forms.Form):
    """Why an element is set aside."""

    why = forms.CharField(label=gettext_lazy("Why?"), max_length=500, widget=LONG)
    version = forms.IntegerField(widget=forms.HiddenInput)
